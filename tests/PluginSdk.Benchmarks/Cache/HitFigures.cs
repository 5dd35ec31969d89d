using System.Collections.Concurrent;
using System.Globalization;
using BitFaster.Caching.Lru;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;
using ZiggyCreatures.Caching.Fusion;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Hits in the near cache.</summary>
internal static class HitFigures
{
    private const int Keys = 1024;
    private const string Ours = "ours";
    private const string Dictionary = "ConcurrentDictionary";
    private const string Hybrid = "HybridCache";
    private const string Fusion = "FusionCache";
    private const string Lru = "BitFaster LRU";

    public static async Task MeasureAsync(BenchmarkReport report)
    {
        await using var node = await CacheNode.StartAsync();
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromHours(1) };
        if (report.Wants("hit-int"))
            await MeasureIntAsync(report, node.Cache("numbers", WireCodecs.Int32, settings));
        if (report.Wants("hit-string"))
            await MeasureStringAsync(report, node.Cache("names", WireCodecs.String, settings));
    }

    /// <summary>
    /// The peers' keys are strings. An int key is formatted for each of their reads, and a loader of FusionCache's that
    /// wants the key captures it, as in their own documentation.
    /// </summary>
    private static async Task MeasureIntAsync(BenchmarkReport report, IClusterCache<int, CachedReport> cache)
    {
        var dictionary = new ConcurrentDictionary<int, CachedReport>();
        await using var services = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
        var hybrid = services.GetRequiredService<HybridCache>();
        using var fusion = new FusionCache(new FusionCacheOptions());
        var lru = new ConcurrentTLru<int, CachedReport>(Environment.ProcessorCount, Keys * 2, EqualityComparer<int>.Default, TimeSpan.FromHours(1));
        for (var key = 0; key < Keys; key++)
        {
            dictionary[key] = CachedReport.Of(key);
            lru.AddOrUpdate(key, CachedReport.Of(key));
            await cache.PutAsync(key, CachedReport.Of(key));
        }

        var sink = 0;
        var measured = Interleaved.Measure(
            new Contender(Ours, count => sink += Read(cache, count)),
            new Contender(Dictionary, count =>
            {
                for (; count > 0; count--)
                    sink += dictionary.TryGetValue(count & (Keys - 1), out var found) ? found.Id : 0;
            }),
            new Contender(Hybrid, count =>
            {
                for (; count > 0; count--)
                    sink += Taken(ReadAsync(hybrid, count & (Keys - 1)));
            }),
            new Contender(Fusion, count =>
            {
                for (; count > 0; count--)
                    sink += Taken(ReadAsync(fusion, count & (Keys - 1)));
            }),
            new Contender(Lru, count =>
            {
                for (; count > 0; count--)
                    sink += lru.TryGet(count & (Keys - 1), out var found) ? found.Id : 0;
            }));
        var before = GC.GetAllocatedBytesForCurrentThread();
        sink += Read(cache, 100_000);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 100_000.0;
        Add(report, measured, "hit-int", Dictionary, 7);
        Add(report, measured, "hit-int", Hybrid, 0.1);
        Add(report, measured, "hit-int", Fusion, 0.025);
        Add(report, measured, "hit-int", Lru);
        report.Add("hit-int-bytes", bytes, "nothing", 0, 0);
        GC.KeepAlive(sink);
    }

    private static async Task MeasureStringAsync(BenchmarkReport report, IClusterCache<string, CachedReport> cache)
    {
        var dictionary = new ConcurrentDictionary<string, CachedReport>();
        await using var services = new ServiceCollection().AddHybridCache().Services.BuildServiceProvider();
        var hybrid = services.GetRequiredService<HybridCache>();
        using var fusion = new FusionCache(new FusionCacheOptions());
        var names = Enumerable.Range(0, Keys).Select(Name).ToArray();
        for (var key = 0; key < Keys; key++)
        {
            dictionary[names[key]] = CachedReport.Of(key);
            await cache.PutAsync(names[key], CachedReport.Of(key));
        }

        var sink = 0;
        var measured = Interleaved.Measure(
            new Contender(Ours, count => sink += Read(cache, count, names)),
            new Contender(Dictionary, count =>
            {
                for (; count > 0; count--)
                    sink += dictionary.TryGetValue(names[count & (Keys - 1)], out var found) ? found.Id : 0;
            }),
            new Contender(Hybrid, count =>
            {
                for (; count > 0; count--)
                    sink += Taken(hybrid.GetOrCreateAsync(names[count & (Keys - 1)], count & (Keys - 1), static (id, _) => ValueTask.FromResult(CachedReport.Of(id))));
            }),
            new Contender(Fusion, count =>
            {
                for (; count > 0; count--)
                    sink += Taken(fusion.GetOrSetAsync<CachedReport>(names[count & (Keys - 1)], static (_, _) => Task.FromResult(CachedReport.Of(0))));
            }));
        Add(report, measured, "hit-string", Dictionary, 2);
        Add(report, measured, "hit-string", Hybrid);
        Add(report, measured, "hit-string", Fusion);
        GC.KeepAlive(sink);
    }

    private static ValueTask<CachedReport> ReadAsync(HybridCache hybrid, int key) =>
        hybrid.GetOrCreateAsync($"report:{key}", key, static (id, _) => ValueTask.FromResult(CachedReport.Of(id)));

    private static ValueTask<CachedReport> ReadAsync(FusionCache fusion, int key) =>
        fusion.GetOrSetAsync<CachedReport>($"report:{key}", (_, _) => Task.FromResult(CachedReport.Of(key)));

    private static int Read(IClusterCache<string, CachedReport> cache, int count, string[] names)
    {
        var sum = 0;
        for (; count > 0; count--)
            sum += Taken(cache.GetAsync(names[count & (Keys - 1)]));
        return sum;
    }

    private static int Read(IClusterCache<int, CachedReport> cache, int count)
    {
        var sum = 0;
        for (; count > 0; count--)
            sum += Taken(cache.GetAsync(count & (Keys - 1)));
        return sum;
    }

    private static int Taken(ValueTask<CachedReport> read) =>
        read.IsCompletedSuccessfully ? read.Result.Id : throw new InvalidOperationException("It was no hit.");

    private static string Name(int key) => string.Create(CultureInfo.InvariantCulture, $"report:{key:000000}");

    private static void Add(BenchmarkReport report, Interleaved measured, string name, string peer, double? goal = null) =>
        report.Add(name, measured.Median(Ours), peer, measured.Median(peer), goal, measured.Ratio(Ours, peer));
}
