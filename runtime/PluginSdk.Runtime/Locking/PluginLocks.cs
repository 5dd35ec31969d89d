namespace PluginSdk.Runtime;

internal sealed class PluginLocks(PluginRuntime plugin) : IClusterLocks
{
    public PluginRuntime Plugin => plugin;

    public IClusterLock Get(string name, LockSettings? settings = null) => throw new NotSupportedException();

    public Task StopAsync() => Task.FromResult(plugin);
}
