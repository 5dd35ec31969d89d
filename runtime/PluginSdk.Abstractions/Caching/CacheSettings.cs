namespace PluginSdk;

/// <summary>How a cache behaves. The defaults are those of <see cref="ClusterCacheAttribute"/>, which says more.</summary>
public sealed record CacheSettings
{
    /// <summary>How far the cache reaches.</summary>
    public CacheScope Scope { get; init; } = CacheScope.Hybrid;

    /// <summary>Time after which an entry expires, counted from its load or put; null: never.</summary>
    public TimeSpan? ExpireAfterWrite { get; init; }

    /// <summary>Time after which an entry that is no longer read expires on a node; null: never.</summary>
    public TimeSpan? ExpireAfterAccess { get; init; }

    /// <summary>The share of <see cref="ExpireAfterWrite"/> by which an entry may expire earlier, from 0 to 1.</summary>
    public double Jitter { get; init; }

    /// <summary>The most entries that one node keeps. Never exceeded.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The most bytes of keys and values, as they are encoded, that one node keeps; 0: no limit. Never exceeded.</summary>
    public long MaxBytes { get; init; }

    /// <summary>The bound of staleness.</summary>
    public TimeSpan MaxStaleness { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Among whom concurrent loads of one key are made one.</summary>
    public LoadOnce LoadOnce { get; init; } = LoadOnce.Node;

    /// <summary>How long a load may take; null: as long as it likes.</summary>
    public TimeSpan? LoadTimeout { get; init; }

    /// <summary>For how long an expired value may stand in when its loader fails; null: not at all.</summary>
    public TimeSpan? FailSafe { get; init; }

    /// <summary>How long before an entry's expiry a hit starts a load in the background; null: never.</summary>
    public TimeSpan? RefreshAhead { get; init; }

    /// <summary>Whether a null that a loader returned is kept.</summary>
    public bool CacheNull { get; init; } = true;

    /// <summary>Whether <see cref="IClusterCaches.FlushAllAsync"/> leaves the cache as it is.</summary>
    public bool Unflushable { get; init; }

    /// <summary>What a miss does while the engine does not answer.</summary>
    public UnavailablePolicy WhenUnavailable { get; init; } = UnavailablePolicy.Load;

    /// <summary>Whether the readers of a node share one instance of a value.</summary>
    public CacheValues Values { get; init; } = CacheValues.Shared;

    /// <summary>Throws unless the settings make sense together.</summary>
    /// <exception cref="ArgumentException">They do not; the message says which and why.</exception>
    public void Validate()
    {
        Require(MaxEntries > 0, $"MaxEntries is {MaxEntries}; it must be positive");
        Require(MaxBytes >= 0, $"MaxBytes is {MaxBytes}; it must be positive, or 0 for no limit");
        Require(Jitter is >= 0 and <= 1, $"Jitter is {Jitter}; it is a share from 0 to 1");
        Require(MaxStaleness >= TimeSpan.Zero, $"MaxStaleness is {MaxStaleness}; it cannot be negative");
        foreach (var (name, span) in new[] { (nameof(ExpireAfterWrite), ExpireAfterWrite), (nameof(ExpireAfterAccess), ExpireAfterAccess), (nameof(LoadTimeout), LoadTimeout), (nameof(FailSafe), FailSafe), (nameof(RefreshAhead), RefreshAhead) })
            Require(span is not { } value || value > TimeSpan.Zero, $"{name} is {span}; it must be positive, or null");
        Require(RefreshAhead is null || ExpireAfterWrite > RefreshAhead, $"RefreshAhead is {RefreshAhead}; it must be shorter than ExpireAfterWrite, which is {ExpireAfterWrite?.ToString() ?? "not set"}");
        Require(RefreshAhead is null || ExpireAfterWrite * (1 - Jitter) > RefreshAhead, $"RefreshAhead is {RefreshAhead}; with a Jitter of {Jitter} an entry may live no longer than {ExpireAfterWrite * (1 - Jitter)}, and would be loaded again all the time. Make one of them smaller");
        Require(FailSafe is null || ExpireAfterWrite is not null, "FailSafe has a meaning only with ExpireAfterWrite");
        Require(Jitter == 0 || ExpireAfterWrite is not null, "Jitter has a meaning only with ExpireAfterWrite");
        Require(Scope != CacheScope.Local || LoadOnce == LoadOnce.Node, "LoadOnce is Cluster, but the cache is each node's own; choose another Scope");
        Require(Scope != CacheScope.Local || WhenUnavailable == UnavailablePolicy.Load, "WhenUnavailable is Throw, but a cache that is each node's own asks nobody; choose another Scope");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException($"{message}.");
    }
}
