namespace PluginSdk;

/// <summary>
/// A lock that a number of holders in the cluster may have at once; each acquisition takes one place. Its fencing tokens are
/// unique and grow, but since several are valid at a time, a resource that admits only the greatest would refuse the others.
/// </summary>
public interface IClusterSemaphore : IClusterLock
{
    /// <summary>How many may hold it at once.</summary>
    int MaxHolders { get; }
}
