namespace PluginSdk.Runtime;

internal sealed class ClusterSemaphore(PluginRuntime plugin, string name, int maxHolders, LockSettings settings)
    : ClusterLock(plugin, name, settings, LockShape.Semaphore(maxHolders)), IClusterSemaphore
{
    public int MaxHolders => maxHolders;
}
