namespace PluginSdk.Runtime.Caching;

/// <summary>
/// What a hit looks at. A base class's fields come first in memory, so these share a cache line with each other rather than with
/// what only writers need.
/// </summary>
internal abstract class NearHit<TKey, TValue>(TKey key, TValue value)
{
    /// <summary>Milliseconds of the cache's clock; moved by reads where entries expire when they are no longer read.</summary>
    public long ExpiresAt = long.MaxValue;

    /// <summary>The key's hash, for the table that holds the entry.</summary>
    public int Hash;

    /// <summary>Set by hits, cleared by the hand that looks for something to evict.</summary>
    public bool Visited;

    public TKey Key { get; } = key;

    public TValue Value { get; } = value;
}
