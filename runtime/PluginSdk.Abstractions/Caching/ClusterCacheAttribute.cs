namespace PluginSdk;

/// <summary>
/// Declares a typed cache: put it on a <c>partial</c> property of type <see cref="IClusterCache{TKey,TValue}"/>, or
/// <see cref="IClusterReference{T}"/> for a single value, in a partial class that takes its <see cref="ICluster"/>. The
/// generator implements the property and the codecs of key and value. Durations are strings such as <c>"500ms"</c>,
/// <c>"10s"</c>, <c>"5m"</c>, <c>"2h"</c>, <c>"1d"</c>.
/// </summary>
/// <param name="name">The cache's name, unique within the plugin; it is part of the wire contract.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClusterCacheAttribute(string name) : Attribute
{
    /// <summary>The cache's name, unique within the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// The method that loads a missing value: <c>ValueTask&lt;TValue&gt; M(TKey key, …services…, CancellationToken ct)</c>,
    /// without the key for a single value. Services come from a scope of their own. It runs outside the caller's ambient
    /// transaction. Without a loader, only the overloads that take one can load.
    /// </summary>
    public string? Loader { get; set; }

    /// <summary>
    /// The method that names the tags of a value: <c>IEnumerable&lt;string&gt; M(TKey key, TValue value)</c>, for
    /// <see cref="IClusterCache.RemoveByTagAsync"/>.
    /// </summary>
    public string? Tags { get; set; }

    /// <summary>How far the cache reaches; <see cref="CacheScope.Hybrid"/> by default.</summary>
    public CacheScope Scope { get; set; } = CacheScope.Hybrid;

    /// <summary>
    /// Time after which an entry expires, counted from when it was loaded or put. Without it an entry stays until it is
    /// invalidated or makes room for another; the shared tier forgets what was not written for a week.
    /// </summary>
    public string? ExpireAfterWrite { get; set; }

    /// <summary>Time after which an entry expires on a node that no longer reads it.</summary>
    public string? ExpireAfterAccess { get; set; }

    /// <summary>
    /// The share of <see cref="ExpireAfterWrite"/>, from 0 to 1, by which an entry may expire earlier, so that entries which
    /// were written together do not expire together. 0 by default.
    /// </summary>
    public double Jitter { get; set; }

    /// <summary>The most entries that one node keeps; 10,000 by default. Never exceeded.</summary>
    public int MaxEntries { get; set; } = 10_000;

    /// <summary>The most bytes of keys and values, as they are encoded, that one node keeps; by default there is no limit. Never exceeded.</summary>
    public long MaxBytes { get; set; }

    /// <summary>
    /// The bound of staleness: a read that starts later than this after an invalidation returned never yields a value
    /// loaded before it. <c>"2s"</c> by default. <c>"0s"</c> asks the shared tier on each read. Never
    /// more than half of the time after which the cluster counts a silent node as gone, 10 seconds by default.
    /// </summary>
    public string? MaxStaleness { get; set; }

    /// <summary>Whether a missing value is loaded once per node or once per cluster.</summary>
    public LoadOnce LoadOnce { get; set; } = LoadOnce.Node;

    /// <summary>How long a load may take before its token is cancelled and its callers get a <see cref="TimeoutException"/>.</summary>
    public string? LoadTimeout { get; set; }

    /// <summary>
    /// For how long after its expiry a value may stand in when its loader fails. Statistics, log and timeline say so. A value
    /// that was invalidated never stands in.
    /// </summary>
    public string? FailSafe { get; set; }

    /// <summary>How long before an entry's expiry a hit starts a load in the background, so that nobody waits for it.</summary>
    public string? RefreshAhead { get; set; }

    /// <summary>Whether a null that a loader returned ("there is none") is kept like any other value; true by default.</summary>
    public bool CacheNull { get; set; } = true;

    /// <summary>Whether flushing all caches leaves this one as it is.</summary>
    public bool Unflushable { get; set; }

    /// <summary>What a miss does while the engine does not answer: call the loader (the default), or throw.</summary>
    public UnavailablePolicy WhenUnavailable { get; set; } = UnavailablePolicy.Load;

    /// <summary>
    /// Whether the readers of a node share one instance of a value, which is right if nobody can change it, or each gets one
    /// of its own.
    /// </summary>
    public CacheValues Values { get; set; } = CacheValues.Shared;
}
