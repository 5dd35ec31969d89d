using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>
/// Random operations and faults against a model that knows what each read may return: at least the version of the newest
/// invalidation that returned longer ago than the bound, or, on the node that invalidated, at all.
/// </summary>
public sealed class RandomModelTests
{
    private const int Keys = 5;
    private const int Operations = 500;

    public static TheoryData<CacheSettings> Settings =>
    [
        new CacheSettings { MaxStaleness = TimeSpan.FromMilliseconds(300) },
        new CacheSettings { MaxStaleness = TimeSpan.FromMilliseconds(300), LoadOnce = LoadOnce.Cluster },
        new CacheSettings { MaxStaleness = TimeSpan.FromMilliseconds(300), Scope = CacheScope.Replicated, MaxEntries = 3 },
        new CacheSettings { MaxStaleness = TimeSpan.FromMilliseconds(300), ExpireAfterWrite = TimeSpan.FromMilliseconds(700), RefreshAhead = TimeSpan.FromMilliseconds(300), FailSafe = TimeSpan.FromSeconds(1), Values = CacheValues.Copied },
    ];

    [Theory]
    [MemberData(nameof(Settings), DisableDiscoveryEnumeration = true)]
    public void No_read_returns_what_was_invalidated_longer_ago_than_the_bound(CacheSettings settings) =>
        SimulatedCluster.RunSeeds(10, cluster => RunAsync(cluster, settings), new SimulationOptions { Nodes = 4, CommandTimeout = TimeSpan.FromMilliseconds(400) });

    private static async Task RunAsync(SimulatedCluster cluster, CacheSettings settings)
    {
        var model = new Model(cluster, settings.MaxStaleness);
        var source = new Source(cluster.Time);
        var caches = new List<IClusterCache<int, int>>();
        foreach (var node in cluster.Nodes)
        {
            var at = source.At(node.Time);
            var definition = CachedNode.Define(settings) with
            {
                Tags = (key, _) => [key % 2 == 0 ? "even" : "odd"],
                Loader = (key, _, token) => at.LoadAsync(key, token),
            };
            caches.Add((await StartedNode.StartAsync(node, definition)).Cache);
        }

        var running = new List<Task>();
        for (var i = 0; i < Operations; i++)
        {
            source.Duration = TimeSpan.FromMilliseconds(cluster.Random.Next(0, 30));
            var node = cluster.Random.Next(cluster.Nodes.Count);
            running.Add(cluster.Random.Next(100) switch
            {
                < 6 => FaultAsync(cluster, node),
                < 25 => ChangeAsync(model, source, cluster, caches, node),
                _ => ReadAsync(model, cluster, caches, node, cluster.Random.Next(Keys)),
            });
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)));
        }

        await Task.WhenAll(running);
        await cluster.DelayAsync(settings.MaxStaleness + TimeSpan.FromSeconds(10));
        for (var key = 0; key < Keys; key++)
        {
            for (var node = 0; node < cluster.Nodes.Count; node++)
                await ReadAsync(model, cluster, caches, node, key);
        }
    }

    private static async Task FaultAsync(SimulatedCluster cluster, int node)
    {
        var length = TimeSpan.FromMilliseconds(cluster.Random.Next(1, 1500));
        if (cluster.Random.Next(2) == 0)
        {
            cluster[node].Cut();
            await cluster.DelayAsync(length);
            cluster[node].Heal();
        }
        else
        {
            cluster[node].Pause();
            await cluster.DelayAsync(length);
            cluster[node].Resume();
        }
    }

    private static async Task ReadAsync(Model model, SimulatedCluster cluster, List<IClusterCache<int, int>> caches, int node, int key)
    {
        var started = TimeSpan.Zero;
        var least = 0;
        var read = await cluster[node].RunAsync(async () =>
        {
            // When the node's code really starts, which is later than now if the process is stopped.
            started = cluster.Elapsed;
            least = model.LeastVersion(node, key);
            return cluster.Random.Next(4) == 0 && (await caches[node].GetManyAsync([key, key + 1])).TryGetValue(key, out var one) ? one : await caches[node].GetAsync(key);
        });
        Assert.True(read >= least, $"node {node} read version {read} of key {key} at {started}, and {least} was due by then");
    }

    private static async Task ChangeAsync(Model model, Source source, SimulatedCluster cluster, List<IClusterCache<int, int>> caches, int node)
    {
        var key = cluster.Random.Next(Keys);
        var cache = caches[node];
        int[] keys = [key];
        var kind = cluster.Random.Next(8);
        if (kind == 0)
            keys = [.. Enumerable.Range(0, Keys)];
        else if (kind is 1 or 2)
            keys = [.. Enumerable.Range(0, Keys).Where(other => other % 2 == key % 2)];
        // Of a put and another change at the same time either may be the last, so the model would know nothing.
        if (!model.TryBegin(keys, isPut: kind == 3))
            return;
        var versions = Array.Empty<int>();
        try
        {
            await cluster[node].RunAsync(async () =>
            {
                versions = [.. keys.Select(source.Change)];
                await (kind switch
                {
                    0 => cache.RemoveAllAsync(),
                    1 => cache.RemoveManyAsync(keys),
                    2 => cache.RemoveByTagAsync(key % 2 == 0 ? "even" : "odd"),
                    3 => cache.PutAsync(key, versions[0]),
                    _ => cache.RemoveAsync(key),
                });
            });
        }
        catch (ClusterUnavailableException)
        {
            // Nothing was promised to anybody.
            return;
        }
        finally
        {
            model.End(keys);
        }

        for (var i = 0; i < keys.Length; i++)
            model.Invalidated(node, keys[i], versions[i]);
    }

    private sealed class Model(SimulatedCluster cluster, TimeSpan bound)
    {
        private readonly List<(TimeSpan At, int Node, int Key, int Version)> _invalidations = [];

        private readonly Dictionary<int, (int Count, bool HasPut)> _underWay = [];

        public bool TryBegin(int[] keys, bool isPut)
        {
            if (Array.Exists(keys, key => _underWay.TryGetValue(key, out var other) && other.Count > 0 && (isPut || other.HasPut)))
                return false;
            foreach (var key in keys)
                _underWay[key] = (_underWay.GetValueOrDefault(key).Count + 1, isPut);
            return true;
        }

        public void End(int[] keys)
        {
            foreach (var key in keys)
                _underWay[key] = (_underWay[key].Count - 1, false);
        }

        public void Invalidated(int node, int key, int version) => _invalidations.Add((cluster.Elapsed, node, key, version));

        public int LeastVersion(int node, int key) => _invalidations
            .Where(one => one.Key == key && (one.Node == node || cluster.Elapsed - one.At > bound))
            .Select(one => one.Version)
            .DefaultIfEmpty()
            .Max();
    }
}
