namespace PluginSdk.Runtime;

/// <summary>One caller who waits for a lock on this node; its task ends with the lease.</summary>
internal sealed class LockWaiter(ClusterLock clusterLock) : TaskCompletionSource<HeldLease>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ClusterLock Lock => clusterLock;

    public LockQueue? Queue { get; set; }

    /// <summary>Its place on this node, from the first on.</summary>
    public long Number { get; set; }

    /// <summary>Its place among all waiters of the cluster; 0 until the engine has given it one.</summary>
    public long Ticket { get; set; }
}
