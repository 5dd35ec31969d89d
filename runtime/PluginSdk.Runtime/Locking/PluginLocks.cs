namespace PluginSdk.Runtime;

internal sealed class PluginLocks(PluginRuntime plugin) : IClusterLocks
{
    private const int LongestName = 255;

    public IClusterLock Get(string name, LockSettings? settings = null)
    {
        Validate(name);
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

    private static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > LongestName)
            throw new ArgumentException($"The name of a cluster lock has at most {LongestName} characters; this one has {name.Length}: '{name[..40]}…'. Use a hash of the long part.", nameof(name));
        if (name.Any(char.IsControl))
            throw new ArgumentException($"The name of a cluster lock has no control characters; '{string.Concat(name.Where(c => !char.IsControl(c)))}' has.", nameof(name));
    }
}
