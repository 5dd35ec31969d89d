namespace PluginSdk;

/// <summary>How a cache behaves. The defaults are those of <see cref="ClusterCacheAttribute"/>.</summary>
public sealed record CacheSettings
{
    /// <summary>How far the cache reaches.</summary>
    public CacheScope Scope { get; init; } = CacheScope.Hybrid;

    /// <summary>Time after which an entry expires, counted from its load or put; null: never.</summary>
    public TimeSpan? ExpireAfterWrite { get; init; }

    /// <summary>Time after which an entry that is no longer read expires on a node; null: never.</summary>
    public TimeSpan? ExpireAfterAccess { get; init; }

    /// <summary>The most entries that one node keeps.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The bound of staleness.</summary>
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Among whom concurrent loads of one key are made one.</summary>
    public LoadOnce LoadOnce { get; init; } = LoadOnce.Node;
}
