namespace PluginSdk;

/// <summary>
/// Guards across nodes. On a <c>partial</c> method it takes the lock, runs the method's <c>…Core</c> twin under it and
/// releases it; on a <c>partial</c> property of type <see cref="IClusterLock"/> it gives the lock as an object. A lock
/// is not re-entrant.
/// </summary>
/// <param name="name">
/// The lock's name within the plugin. On a method, <c>{parameter}</c> stands for the value of a parameter:
/// <c>"rebuild/{tenant}"</c>.
/// </param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class ClusterLockAttribute(string name) : Attribute
{
    /// <summary>The lock's name or name template.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// How long to wait for the lock, such as <c>"5s"</c>. Without it a method that returns
    /// <see cref="ClusterLockResult"/> tries once, and one that returns a plain task waits until cancelled.
    /// </summary>
    public string? Wait { get; set; }

    /// <summary>
    /// How long the lease lasts without renewal, <c>"15s"</c> by default. It is renewed while the holder runs; this is the
    /// time after which the lock of a dead node is free again.
    /// </summary>
    public string? Lease { get; set; }

    /// <summary>Why the lock is taken, for people who look at who holds it, see <see cref="IClusterLock.GetHoldersAsync"/>.</summary>
    public string? Purpose { get; set; }

    /// <summary>
    /// Whether all plugins that use this name mean one lock; by default a name belongs to its plugin, and no other plugin's lock is in its way.
    /// It is part of the wire contract.
    /// </summary>
    public bool Global { get; set; }
}
