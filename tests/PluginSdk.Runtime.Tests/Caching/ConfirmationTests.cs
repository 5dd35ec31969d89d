using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>A removal that is confirmed by every member.</summary>
public sealed class ConfirmationTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    [Fact]
    public void After_a_confirmed_removal_a_read_anywhere_is_new() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        await cluster.WaitUntilAsync(() => cluster[0].Member.Nodes.Current.Count == 3);
        for (var i = 0; i < 5; i++)
        {
            foreach (var node in nodes)
                await node.GetAsync(7);
            var version = nodes[0].Source.Change(7);
            var confirmation = await nodes[0].Node.RunAsync(async () => await nodes[0].Cache.RemoveAsync(7, confirm: s_limit));
            Assert.True(confirmation.IsComplete);
            foreach (var node in nodes)
                Assert.Equal(version, await node.GetAsync(7));
        }
    });

    [Fact]
    public void Who_has_not_confirmed_in_time_is_named() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        await cluster.WaitUntilAsync(() => cluster[0].Member.Nodes.Current.Count == 3);
        cluster[1].Pause();
        var started = cluster.Elapsed;
        var confirmation = await nodes[0].Node.RunAsync(async () => await nodes[0].Cache.RemoveAsync(7, confirm: s_limit));
        Assert.Equal("node-2", Assert.Single(confirmation.Missing).Name);
        Assert.InRange(cluster.Elapsed - started, s_limit, s_limit * 1.2);
        cluster[1].Resume();
        confirmation = await nodes[0].Node.RunAsync(async () => await nodes[0].Cache.RemoveAsync(7, confirm: s_limit));
        Assert.True(confirmation.IsComplete);
    });

    /// <summary>The asking node may not have heard of it yet.</summary>
    [Fact]
    public void A_node_that_joined_just_before_and_is_cut_off_counts() => SimulatedCluster.RunSeeds(100, async cluster =>
    {
        var source = new Source(cluster.Time);
        var asking = new CachedNode(cluster[0], null, source.At(cluster[0].Time));
        var joined = await cluster.JoinAsync();
        var late = new CachedNode(joined, null, source.At(joined.Time));
        await late.GetAsync(7);
        joined.Cut();
        var version = source.Change(7);
        var confirmation = await asking.Node.RunAsync(async () => await asking.Cache.RemoveAsync(7, confirm: s_limit));
        Assert.True(!confirmation.IsComplete || await late.GetAsync(7) == version);
    });

    [Fact]
    public void A_node_that_is_no_member_any_more_trusts_nothing_whatever_the_bound() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { MaxStaleness = TimeSpan.FromMinutes(1) });
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[1].Node.Cut();
        await cluster.DelayAsync(TimeSpan.FromSeconds(20));
        var version = nodes[0].Source.Change(7);
        var confirmation = await nodes[0].Node.RunAsync(async () => await nodes[0].Cache.RemoveAsync(7, confirm: s_limit));
        Assert.True(confirmation.IsComplete);
        Assert.Equal(version, await nodes[1].GetAsync(7));
    });

    [Fact]
    public void A_local_cache_needs_no_confirmation() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { Scope = CacheScope.Local });
        Assert.True((await node.Node.RunAsync(async () => await node.Cache.RemoveAsync(7, confirm: s_limit))).IsComplete);
    });
}
