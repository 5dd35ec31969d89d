namespace PluginSdk.Runtime;

internal sealed class ClusterReaderWriterLock(PluginRuntime plugin, string name, LockSettings settings) : IClusterReaderWriterLock
{
    public string Name => name;

    public IClusterLock Read { get; } = new ClusterLock(plugin, name, settings, LockShape.Read);

    public IClusterLock Write { get; } = new ClusterLock(plugin, name, settings, LockShape.Write);
}
