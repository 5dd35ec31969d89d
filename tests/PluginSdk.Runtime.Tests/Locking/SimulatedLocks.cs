using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

internal static class SimulatedLocks
{
    /// <summary>A lock of the plugin <c>acme</c> as one node has it.</summary>
    public static IClusterLock LockOn(this SimulatedCluster cluster, int node, string name = "l", TimeSpan? lease = null) => cluster.LockOn(cluster[node], name, lease);

    public static IClusterLock LockOn(this SimulatedCluster cluster, SimulatedNode node, string name = "l", TimeSpan? lease = null) =>
        node.Member.CreatePlugin("acme").Cluster.Locks.Get(name, lease is { } duration ? new LockSettings { Lease = duration } : null);
}
