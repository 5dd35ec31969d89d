using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>A node whose place in the log is gone believes neither its near cache nor the shared tier.</summary>
public sealed class ResyncTests
{
    [Fact]
    public void A_node_that_slept_through_the_log_s_retention_reads_nothing_old() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[0].Node.Pause();
        var version = nodes[0].Source.Change(7);
        await nodes[1].RemoveAsync(7);
        for (var i = 0; i < 4; i++)
        {
            await cluster.DelayAsync(TimeSpan.FromMinutes(11));
            await nodes[1].RemoveAsync(1);
        }

        nodes[0].Node.Resume();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(version, await nodes[0].GetAsync(7));
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        }

        Assert.Contains(cluster.Timeline.Entries, entry => entry is { Kind: TimelineKind.CacheDistrusted, Node: "node-1" });
        Assert.InRange(nodes[0].Cache.Statistics.DistrustPeriods, 1, 2);
        // And then it caches again.
        var loads = nodes[0].Source.Loads;
        await nodes[0].GetAsync(7);
        Assert.Equal(loads, nodes[0].Source.Loads);
    });
}
