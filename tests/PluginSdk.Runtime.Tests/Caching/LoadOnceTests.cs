using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>One load for the whole cluster, whatever happens to the node that loads.</summary>
public sealed class LoadOnceTests
{
    private static readonly CacheSettings s_settings = new() { LoadOnce = LoadOnce.Cluster };

    [Fact]
    public void All_nodes_wait_for_one_load() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        nodes[0].Source.Duration = TimeSpan.FromMilliseconds(50);
        var started = cluster.Elapsed;
        await Task.WhenAll(nodes.SelectMany(node => Enumerable.Range(0, 20).Select(_ => node.GetAsync(7))));
        Assert.Equal(1, nodes[0].Source.Loads);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(75));
    });

    [Fact]
    public void A_load_longer_than_a_ticket_s_life_stays_the_only_one() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        nodes[0].Source.Duration = TimeSpan.FromSeconds(20);
        await Task.WhenAll(nodes.Select(node => node.GetAsync(7)));
        Assert.Equal(1, nodes[0].Source.Loads);
    });

    [Fact]
    public void When_the_loading_node_dies_another_loads_within_the_lease() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        nodes[0].Source.Duration = TimeSpan.FromSeconds(1);
        _ = nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(500));
        nodes[0].Node.Kill();
        var started = cluster.Elapsed;
        await Task.WhenAll(nodes[1].GetAsync(7), nodes[2].GetAsync(7));
        Assert.Equal(2, nodes[0].Source.Loads);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4.5));
    });

    [Fact]
    public void When_the_load_fails_the_next_node_loads_at_once() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        var failing = nodes[0].Node.RunAsync(async () => await nodes[0].Cache.GetAsync(7, async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), nodes[0].Node.Time, token);
            throw new InvalidDataException();
        }));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        var started = cluster.Elapsed;
        Assert.Equal(0, await nodes[1].GetAsync(7));
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(90));
    });

    [Fact]
    public void A_removal_during_the_load_lets_the_others_load_the_new_value() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        nodes[0].Source.Duration = TimeSpan.FromMilliseconds(100);
        var late = nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        var version = nodes[0].Source.Change(7);
        await nodes[1].RemoveAsync(7);
        Assert.Equal(version, await nodes[1].GetAsync(7));
        await late;
        await cluster.DelayAsync(s_settings.MaxStaleness);
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
    });

    [Fact]
    public void A_refresh_ahead_is_one_load_too() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var settings = s_settings with { ExpireAfterWrite = TimeSpan.FromSeconds(10), RefreshAhead = TimeSpan.FromSeconds(3) };
        var source = new Source(cluster[0].Time) { Duration = TimeSpan.FromMilliseconds(100) };
        var nodes = new List<StartedNode>();
        foreach (var node in cluster.Nodes)
        {
            var here = source.At(node.Time);
            nodes.Add(await StartedNode.StartAsync(node, CachedNode.Define(settings) with { Loader = (key, _, token) => here.LoadAsync(key, token) }));
        }

        for (var round = 1; round <= 3; round++)
        {
            foreach (var node in nodes)
                await node.GetAsync(7);
            await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            Assert.Equal(round, source.Loads);
            Assert.All(nodes, node => Assert.Equal([7], node.Cache.NearKeys));
            await cluster.DelayAsync(TimeSpan.FromSeconds(6.8));
        }
    });

    [Fact]
    public void Who_removes_what_another_node_loads_does_not_wait_for_that_load() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var nodes = CachedNode.On(cluster, s_settings);
        nodes[0].Source.Duration = TimeSpan.FromMilliseconds(200);
        var loading = nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        var waiting = nodes[1].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        var started = cluster.Elapsed;
        await nodes[1].RemoveAsync(7);
        await Task.WhenAll(waiting, loading);
        Assert.InRange(cluster.Elapsed - started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    });
}
