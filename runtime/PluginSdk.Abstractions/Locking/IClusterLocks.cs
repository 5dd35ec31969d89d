namespace PluginSdk;

/// <summary>The plugin's locks by name: the imperative twin of <see cref="ClusterLockAttribute"/>.</summary>
public interface IClusterLocks
{
    /// <summary>Small values on the engine that refuse a holder which has been superseded.</summary>
    /// <param name="name">At most 255 characters.</param>
    IFencedStore GetFencedStore(string name);

    /// <summary>The lock called <paramref name="name"/>.</summary>
    /// <param name="name">At most 255 characters.</param>
    /// <param name="settings">How the lock behaves; null for the defaults.</param>
    IClusterLock Get(string name, LockSettings? settings = null);
}
