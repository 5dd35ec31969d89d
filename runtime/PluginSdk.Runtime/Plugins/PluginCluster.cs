namespace PluginSdk.Runtime;

internal sealed class PluginCluster(ClusterMember member, IClusterCaches caches, IClusterLocks locks, IClusterEvents events, IClusterJobs jobs) : ICluster
{
    public IClusterCaches Caches => caches;

    public IClusterLocks Locks => locks;

    public IClusterEvents Events => events;

    public IClusterJobs Jobs => jobs;

    public IClusterNodes Nodes => member.Nodes;

    public ClusterNode ThisNode => member.Node;
}
