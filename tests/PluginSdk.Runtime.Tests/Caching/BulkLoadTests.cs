using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>Loads of many keys keep what single loads promise.</summary>
public sealed class BulkLoadTests
{
    private const int Seeds = 20;

    private static readonly CacheSettings s_once = new() { LoadOnce = LoadOnce.Cluster };

    /// <summary>What a bulk loader leaves out, or fails on, keeps nobody waiting.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_that_a_bulk_loader_did_not_load_can_be_loaded_at_once(bool fails) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_once);
        try
        {
            await GetManyAsync(nodes[0], [6, 7], (_, _) => fails ? throw new InvalidDataException() : Values((6, 1)));
        }
        catch (InvalidDataException)
        {
            Assert.True(fails);
        }

        foreach (var node in nodes)
        {
            var started = cluster.Elapsed;
            await node.GetAsync(7);
            Assert.InRange(cluster.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    });

    [Fact]
    public void Nodes_that_load_the_same_keys_at_once_load_each_once() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_once);
        var loaded = new List<int>();
        var found = await Task.WhenAll(nodes.Select((node, index) => GetManyAsync(node, [1, 2, 3 + index, 9], async (keys, token) =>
        {
            loaded.AddRange(keys);
            await Task.Delay(TimeSpan.FromSeconds(8), node.Node.Time, token);
            return keys.ToDictionary(key => key, key => key * 10);
        })));
        Assert.Equal([1, 2, 3, 4, 5, 9], loaded.Order());
        Assert.All(found, values => Assert.All(values, pair => Assert.Equal(pair.Key * 10, pair.Value)));
        Assert.All(found, values => Assert.Equal(4, values.Count));
    });

    [Fact]
    public void When_a_node_dies_in_a_bulk_load_another_loads_within_the_lease() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_once);
        _ = GetManyAsync(nodes[0], [7], async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromHours(1), nodes[0].Node.Time, token);
            return new Dictionary<int, int>();
        });
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        nodes[0].Node.Kill();
        var started = cluster.Elapsed;
        var found = await GetManyAsync(nodes[1], [7], (_, _) => Values((7, 1)));
        Assert.Equal(1, found[7]);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    });

    [Fact]
    public void A_bulk_loader_has_the_time_of_a_load() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { LoadTimeout = TimeSpan.FromSeconds(1) });
        var started = cluster.Elapsed;
        var late = await Assert.ThrowsAsync<TimeoutException>(() => GetManyAsync(node, [1, 2], async (_, _) =>
        {
            await Task.Delay(TimeSpan.FromMinutes(1), node.Node.Time, CancellationToken.None);
            return new Dictionary<int, int>();
        }));
        Assert.Contains("2 keys", late.Message, StringComparison.Ordinal);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
    });

    [Fact]
    public void Each_missing_key_is_one_miss() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define() with { Loader = (key, _, _) => ValueTask.FromResult(key) });
        await node.RunAsync(async cache => await cache.GetManyAsync([1, 2, 3]));
        Assert.Equal(3, node.Cache.Statistics.Misses);
    });

    [Fact]
    public void Listeners_hear_of_every_value_that_the_node_keeps_however_it_came() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        await GetManyAsync(nodes[0], [1, 2, 3], (_, _) => Values((1, 1), (2, 2), (3, 3)));
        var heard = new List<CacheChange<int>>();
        using var listening = nodes[1].Cache.Listen(heard.Add);
        await nodes[1].GetIfPresentAsync(1);
        await GetManyAsync(nodes[1], [2, 3, 4], (_, _) => Values((4, 4)));
        Assert.Equal([1, 2, 3, 4], heard.Select(change => change.Key));
        Assert.All(heard, change => Assert.Equal(CacheChangeKind.Loaded, change.Kind));
    });

    private static Task<IReadOnlyDictionary<int, int>> GetManyAsync(CachedNode node, int[] keys, CacheBulkLoader<int, int> loader) =>
        node.Node.RunAsync(async () => await node.Cache.GetManyAsync(keys, loader));

    private static ValueTask<IReadOnlyDictionary<int, int>> Values(params (int Key, int Value)[] values) =>
        ValueTask.FromResult<IReadOnlyDictionary<int, int>>(values.ToDictionary(pair => pair.Key, pair => pair.Value));
}
