namespace PluginSdk;

/// <summary>
/// Declares a typed cache: put it on a <c>partial</c> property of type <see cref="IClusterCache{TKey,TValue}"/> in a
/// partial class that takes its <see cref="ICluster"/>. The generator implements the property and the codecs of key
/// and value. Durations are strings such as <c>"500ms"</c>, <c>"10s"</c>, <c>"5m"</c>, <c>"2h"</c>, <c>"1d"</c>.
/// </summary>
/// <param name="name">The cache's name, unique within the plugin; it is part of the wire contract.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClusterCacheAttribute(string name) : Attribute
{
    /// <summary>The cache's name, unique within the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The method that loads a missing value: <c>ValueTask&lt;TValue&gt; M(TKey key, …services…, CancellationToken ct)</c>.
    /// Services come from a scope of their own. Without a loader, only the overloads that take one can load.
    /// </summary>
    public string? Loader { get; set; }

    /// <summary>How far the cache reaches; <see cref="CacheScope.Hybrid"/> by default.</summary>
    public CacheScope Scope { get; set; } = CacheScope.Hybrid;

    /// <summary>Time after which an entry expires, counted from when it was loaded or put.</summary>
    public string? ExpireAfterWrite { get; set; }

    /// <summary>Time after which an entry expires on a node that no longer reads it.</summary>
    public string? ExpireAfterAccess { get; set; }

    /// <summary>The most entries that one node keeps; 10,000 by default.</summary>
    public int MaxEntries { get; set; } = 10_000;

    /// <summary>
    /// The bound of staleness: a read that starts later than this after an invalidation returned never yields a value
    /// loaded before it. <c>"2s"</c> by default.
    /// </summary>
    public string? MaxStaleness { get; set; }

    /// <summary>Whether a missing value is loaded once per node or once per cluster.</summary>
    public LoadOnce LoadOnce { get; set; } = LoadOnce.Node;
}
