using PluginSdk.Runtime.Caching;
using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>Every way in which a value from before an invalidation might be read after it.</summary>
public sealed class InvalidationAttackTests
{
    private const int Seeds = 40;
    private static readonly TimeSpan s_bound = new CacheSettings().MaxStaleness;

    public static TheoryData<string, int> Invalidations => new()
    {
        { "remove", 0 }, { "remove", 1 }, { "remove all", 0 }, { "remove all", 1 }, { "put", 0 }, { "put", 1 },
    };

    [Theory]
    [MemberData(nameof(Invalidations))]
    public void A_load_that_an_invalidation_overtook_is_never_read_again(string kind, int byNode) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        nodes[0].Source.Duration = TimeSpan.FromMilliseconds(cluster.Random.Next(1, 20));
        var late = nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)));
        var version = nodes[0].Source.Change(7);
        await InvalidateAsync(nodes[byNode], kind, version);
        Assert.Equal(version, await nodes[byNode].GetAsync(7));
        await late;
        await cluster.DelayAsync(s_bound);
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
    });

    [Theory]
    [MemberData(nameof(Invalidations))]
    public void A_read_of_the_shared_tier_that_an_invalidation_overtook_is_never_read_again(string kind, int byNode) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        await nodes[2].GetAsync(7);
        var late = nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 3));
        var version = nodes[0].Source.Change(7);
        await InvalidateAsync(nodes[byNode], kind, version);
        Assert.Equal(version, await nodes[byNode].GetAsync(7));
        await late;
        await cluster.DelayAsync(s_bound);
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
    });

    [Theory]
    [MemberData(nameof(Invalidations))]
    public void A_node_that_is_cut_off_serves_nothing_past_the_bound(string kind, int byNode) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        if (byNode == 0)
            byNode = 2;
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[0].Node.Cut();
        var version = nodes[0].Source.Change(7);
        await InvalidateAsync(nodes[byNode], kind, version);
        await cluster.DelayAsync(s_bound + TimeSpan.FromMilliseconds(1));
        Assert.Equal(version, await nodes[0].GetAsync(7));
        nodes[0].Node.Heal();
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(version, await nodes[0].GetAsync(7));
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        }
    });

    [Fact]
    public void A_node_that_is_stopped_past_the_bound_serves_nothing_old_when_it_resumes() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[0].Node.Pause();
        var version = nodes[0].Source.Change(7);
        await nodes[1].RemoveAsync(7);
        await cluster.DelayAsync(s_bound + TimeSpan.FromMilliseconds(1));
        // It is in the node's queue before anything else is, and so runs first when the node resumes.
        var reads = Enumerable.Range(0, 5).Select(_ => nodes[0].GetAsync(7)).ToList();
        nodes[0].Node.Resume();
        foreach (var read in await Task.WhenAll(reads))
            Assert.Equal(version, read);
    });

    /// <summary>
    /// A node that was away catches up: the put is one that was pushed to it then, its removal is further on in the log, and
    /// its life may be over.
    /// </summary>
    [Fact]
    public void A_pushed_put_is_a_removal_to_who_catches_up() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = CachedNode.On(cluster, new CacheSettings { Scope = CacheScope.Replicated })[0];
        var put = new CacheAnnouncement(CacheAnnouncementKind.Put, "node-2", [WireSerializer.Serialize(WireCodecs.Int32, 7)]) { Value = WireSerializer.Serialize(WireCodecs.Int32, -1) };
        node.Node.Cut();
        await cluster.DelayAsync(s_bound + TimeSpan.FromMilliseconds(1));
        var read = await node.Node.RunAsync(async () =>
        {
            ((IFeedSubscriber)node.Cache).OnEntry(new LogEntry(new LogPosition(99, 1), new AppendId("node-2", 1), "", WireSerializer.Serialize(CacheAnnouncement.Codec, put)));
            Assert.Empty(node.Cache.NearKeys);
            return await node.Cache.GetAsync(7, node.Source.LoadAsync);
        });
        Assert.Equal(0, read);
    });

    [Fact]
    public void A_pushed_put_lives_no_longer_on_a_node_that_was_stopped_for_longer_than_its_life() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { Scope = CacheScope.Replicated, ExpireAfterWrite = TimeSpan.FromSeconds(30) });
        nodes[1].Node.Pause();
        await nodes[0].PutAsync(7, 1);
        await cluster.DelayAsync(TimeSpan.FromMinutes(5));
        nodes[1].Node.Resume();
        await cluster.DelayAsync(TimeSpan.FromSeconds(20));
        foreach (var node in nodes)
            Assert.False((await node.GetIfPresentAsync(7)).Found);
    });

    [Fact]
    public void Wall_clocks_that_differ_by_minutes_change_nothing() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        cluster[0].ClockSkew = TimeSpan.FromMinutes(-7);
        cluster[1].ClockSkew = TimeSpan.FromMinutes(11);
        var nodes = CachedNode.On(cluster, new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(30) });
        foreach (var node in nodes)
            await node.GetAsync(7);
        var version = nodes[0].Source.Change(7);
        await nodes[0].RemoveAsync(7);
        await cluster.DelayAsync(s_bound);
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
        Assert.Equal(2, nodes[0].Source.Loads);
        await cluster.DelayAsync(TimeSpan.FromSeconds(31));
        await nodes[1].GetAsync(7);
        Assert.Equal(3, nodes[0].Source.Loads);
    });

    [Fact]
    public void Without_the_engine_there_are_hits_within_the_bound_and_then_the_loader_and_it_recovers() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        await nodes[0].GetAsync(7);
        nodes[0].Node.Cut();
        Assert.Equal(0, await nodes[0].GetAsync(7));
        Assert.Equal(1, nodes[0].Source.Loads);
        await cluster.DelayAsync(s_bound + TimeSpan.FromMilliseconds(1));
        var version = nodes[0].Source.Change(7);
        Assert.Equal(version, await nodes[0].GetAsync(7));
        Assert.Equal(2, nodes[0].Source.Loads);
        nodes[0].Node.Heal();
        await nodes[0].RemoveAsync(7);
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        await nodes[0].GetAsync(7);
        var loads = nodes[0].Source.Loads;
        Assert.Equal(version, await nodes[1].GetAsync(7));
        await nodes[0].GetAsync(7);
        Assert.Equal(loads, nodes[0].Source.Loads);
    });

    [Fact]
    public void A_removal_that_the_engine_did_not_answer_fails_and_is_done_when_it_answers_again() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[0].Node.Cut();
        var version = nodes[0].Source.Change(7);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => nodes[0].RemoveAsync(7));
        Assert.Equal(version, await nodes[0].GetAsync(7));
        nodes[0].Node.Heal();
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
    });

    private static Task InvalidateAsync(CachedNode node, string kind, int version) => kind switch
    {
        "remove" => node.RemoveAsync(7),
        "remove all" => node.RemoveAllAsync(),
        _ => node.PutAsync(7, version),
    };
}
