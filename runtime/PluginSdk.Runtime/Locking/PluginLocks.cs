namespace PluginSdk.Runtime;

internal sealed class PluginLocks(PluginRuntime plugin) : IClusterLocks
{
    public IFencedStore GetFencedStore(string name)
    {
        LockNames.Validate(name, "name of a fenced store", nameof(name));
        return new FencedStore(plugin, name);
    }

    public IClusterLock Get(string name, LockSettings? settings = null)
    {
        LockNames.Validate(name, "name of a cluster lock", nameof(name));
        settings ??= LockSettings.Default;
        if (settings.Lease < LeaseTerms.Shortest || settings.Lease > LeaseTerms.Longest)
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Lease, $"The lease of the cluster lock '{name}' must be between {LeaseTerms.Shortest} and {LeaseTerms.Longest}. It is renewed while its holder runs, so it need not be as long as the work.");
        return new ClusterLock(plugin, name, settings);
    }

    /// <summary>What the plugin still holds is lost to it, and free for the other nodes.</summary>
    public async Task StopAsync()
    {
        var locks = plugin.Member.Locks;
        foreach (var lease in locks.Keeper.HeldBy(plugin))
        {
            LockLog.HeldAtStop(locks.Logger, plugin.Key, lease.QualifiedName);
            lease.Lose("the plugin stopped on this node");
            await lease.DisposeAsync();
        }
    }
}
