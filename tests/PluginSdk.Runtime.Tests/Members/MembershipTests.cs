using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Members;

public sealed class MembershipTests
{
    private static readonly string[] s_all = ["node-1", "node-2", "node-3"];

    [Fact]
    public void Every_node_sees_all_and_a_new_one_within_a_moment() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).SequenceEqual(s_all)), TimeSpan.FromSeconds(1));

        var fourth = await cluster.JoinAsync();

        Assert.Equal(["node-1", "node-2", "node-3", "node-4"], Names(fourth));
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).Length == 4), TimeSpan.FromSeconds(1));
        Assert.Equal(fourth.Member.Node, cluster[0].Member.Nodes.Current[3]);
        Assert.All(cluster.Nodes, node => Assert.True(node.Member.IsMember));
    });

    [Fact]
    public void A_node_that_leaves_is_gone_at_once() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        await cluster[1].RunAsync(async () => await cluster[1].Member.DisposeAsync());

        await cluster.WaitUntilAsync(() => Names(cluster[0]).SequenceEqual(["node-1", "node-3"]) && Names(cluster[2]).SequenceEqual(["node-1", "node-3"]), TimeSpan.FromSeconds(1));
        Assert.False(cluster[1].Member.IsMember);
    });

    [Fact]
    public void A_node_that_dies_is_gone_when_its_membership_has_lapsed_and_not_before() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).Length == 3));
        cluster[1].Kill();
        var killed = cluster.Elapsed;

        await cluster.WaitUntilAsync(() => Names(cluster[0]).Length == 2 && Names(cluster[2]).Length == 2);

        Assert.InRange((cluster.Elapsed - killed).TotalSeconds, 6.5, 14);
    });

    [Fact]
    public void A_live_node_stays_a_member_for_ever() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).Length == 3));
        for (var minute = 0; minute < 30; minute++)
        {
            await cluster.DelayAsync(TimeSpan.FromMinutes(1));
            Assert.All(cluster.Nodes, node => Assert.Equal(3, Names(node).Length));
            Assert.All(cluster.Nodes, node => Assert.True(node.Member.IsMember));
        }
    });

    [Fact]
    public void A_cut_node_knows_that_it_is_given_up_before_any_other_does_and_joins_again() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).Length == 3));
        await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 10));
        cluster[1].Cut();
        await cluster.WaitUntilAsync(() =>
        {
            Assert.False(cluster[1].Member.IsMember && Names(cluster[0]).Length == 2, "the others gave it up while it believed in its membership");
            return Names(cluster[0]).Length == 2;
        });

        cluster[1].Heal();
        await cluster.WaitUntilAsync(() => cluster[1].Member.IsMember && Names(cluster[0]).Length == 3);
    });

    [Fact]
    public void A_node_whose_record_was_wiped_writes_it_again() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => Names(node).Length == 3));
        foreach (var record in (await cluster.Engine.Records.ListAsync("nodes", CancellationToken.None)).Records)
            await cluster.Engine.Records.CompareAndSetAsync("nodes", record.Key, record.Version, null, null, CancellationToken.None);

        await cluster.DelayAsync(TimeSpan.FromSeconds(10));

        Assert.All(cluster.Nodes, node => Assert.Equal(s_all, Names(node)));
    });

    [Fact]
    public void A_record_that_cannot_be_read_is_not_a_node() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        await cluster.Engine.Records.CompareAndSetAsync("nodes", "strange", 0, new byte[] { 0xc1 }, null, CancellationToken.None);
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(s_all, Names(cluster[0]));
    });

    [Fact]
    public void Leaving_without_the_engine_ends_too() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        cluster[1].Cut();
        await cluster[1].RunAsync(async () => await cluster[1].Member.DisposeAsync());
        Assert.Contains(cluster.Timeline.Of(TimelineKind.NodeLeft), entry => entry.Node == "node-2");
    });

    [Fact]
    public void Joining_without_the_engine_fails_and_leaves_nothing_behind() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var member = new ClusterMember(new Unreachable(cluster.Engine), new ClusterMemberOptions { NodeName = "node-9", TimeProvider = cluster.Time });
        await Assert.ThrowsAsync<EngineUnavailableException>(() => member.StartAsync(CancellationToken.None));
        await member.DisposeAsync();
        Assert.False(member.IsMember);
    });

    private static string[] Names(SimulatedNode node) => [.. node.Member.Nodes.Current.Select(other => other.Name)];

    private sealed class Unreachable(IClusterEngine engine) : IClusterEngine
    {
        public string Description => engine.Description;

        public IClusterLog Log => engine.Log;

        public ILeaseStore Leases => engine.Leases;

        public ILeaseStore SharedLeases => engine.SharedLeases;

        public IQuorumLocks? Quorum => engine.Quorum;

        public IValueStore Values => engine.Values;

        public IRecordStore Records => engine.Records;

        public IBlobStore Blobs => engine.Blobs;

        public ValueTask ConnectAsync(CancellationToken cancellationToken) => throw new EngineUnavailableException("no");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
