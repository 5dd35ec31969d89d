using BitFaster.Caching;
using BitFaster.Caching.Lfu;
using BitFaster.Caching.Lru;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>
/// What a full cache keeps: the misses of a sequence of reads, against the two caches of BitFaster.Caching, and against an LRU
/// that knows no better.
/// </summary>
internal static class EvictionFigures
{
    private const int Capacity = 1000;
    private const int Reads = 400_000;

    public static async Task MeasureAsync(BenchmarkReport report)
    {
        await using var node = await CacheNode.StartAsync();
        var sequences = new (string Name, int[] Keys)[]
        {
            ("zipf", [.. Zipf(new Random(1), 20_000).Take(Reads)]),
            ("zipf-and-scans", [.. WithScans(Zipf(new Random(2), 20_000)).Take(Reads)]),
            ("shifting", [.. Shifting(new Random(3)).Take(Reads)]),
        };
        foreach (var (name, keys) in sequences)
        {
            var ours = await MissesAsync(node.Cache(name, WireCodecs.Int32, new CacheSettings { Scope = CacheScope.Local, MaxEntries = Capacity }), keys);
            report.Add($"eviction-misses-{name}", ours, "BitFaster LFU", Misses(new ConcurrentLfu<int, CachedReport>(Capacity), keys), 1.2);
            report.Add($"eviction-misses-{name}", ours, "BitFaster LRU", Misses(new ConcurrentLru<int, CachedReport>(Capacity), keys), 1.1);
            report.Add($"eviction-misses-{name}", ours, "LRU", MissesOfLru(keys), 1);
        }
    }

    private static async Task<double> MissesAsync(IClusterCache<int, CachedReport> cache, int[] keys)
    {
        var misses = 0;
        foreach (var key in keys)
        {
            await cache.GetAsync(key, (id, _) =>
            {
                misses++;
                return ValueTask.FromResult(CachedReport.Of(id));
            });
        }

        return misses;
    }

    private static double Misses(ICache<int, CachedReport> cache, int[] keys)
    {
        var misses = 0;
        foreach (var key in keys)
        {
            cache.GetOrAdd(key, id =>
            {
                misses++;
                return CachedReport.Of(id);
            });
        }

        return misses;
    }

    private static double MissesOfLru(int[] keys)
    {
        var order = new LinkedList<int>();
        var places = new Dictionary<int, LinkedListNode<int>>();
        var misses = 0;
        foreach (var key in keys)
        {
            if (places.Remove(key, out var place))
            {
                order.Remove(place);
            }
            else
            {
                misses++;
                if (places.Count == Capacity)
                {
                    places.Remove(order.Last!.Value);
                    order.RemoveLast();
                }
            }

            places[key] = order.AddFirst(key);
        }

        return misses;
    }

    /// <summary>A few keys are read often and most hardly ever, as with pages and users: the k-th with a frequency of 1/k^0.9.</summary>
    private static IEnumerable<int> Zipf(Random random, int keys)
    {
        var sums = new double[keys];
        for (var i = 0; i < keys; i++)
            sums[i] = (i == 0 ? 0 : sums[i - 1]) + Math.Pow(i + 1, -0.9);
        while (true)
        {
            var at = Array.BinarySearch(sums, random.NextDouble() * sums[^1]);
            yield return at < 0 ? ~at : at;
        }
    }

    /// <summary>Now and then somebody goes through more than the cache holds, once.</summary>
    private static IEnumerable<int> WithScans(IEnumerable<int> reads)
    {
        var next = 1_000_000;
        var count = 0;
        foreach (var key in reads)
        {
            yield return key;
            if (++count % 10_000 != 0)
                continue;
            for (var i = 0; i < 2 * Capacity; i++)
                yield return next++;
        }
    }

    /// <summary>What is popular changes, as with news.</summary>
    private static IEnumerable<int> Shifting(Random random)
    {
        var count = 0;
        foreach (var key in Zipf(random, 5_000))
            yield return key + (count++ / 200);
    }
}
