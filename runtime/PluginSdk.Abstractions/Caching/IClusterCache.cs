namespace PluginSdk;

/// <summary>
/// A typed cache. A read that starts later than the cache's bound of staleness after an invalidation returned never
/// yields a value loaded before it, on any node; a load that was under way when the key was invalidated is never read
/// again.
/// </summary>
public interface IClusterCache<TKey, TValue>
    where TKey : notnull
{
    /// <summary>The cache's name within its plugin.</summary>
    string Name { get; }

    /// <summary>The value of <paramref name="key"/>, loaded with the cache's own loader where it is missing.</summary>
    /// <exception cref="InvalidOperationException">The cache was declared without a loader.</exception>
    ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>The value of <paramref name="key"/>, loaded with <paramref name="loader"/> where it is missing.</summary>
    ValueTask<TValue> GetAsync(TKey key, CacheLoader<TKey, TValue> loader, CancellationToken cancellationToken = default);

    /// <summary>The value of <paramref name="key"/> if some tier has it; never loads.</summary>
    ValueTask<CacheLookup<TValue>> GetIfPresentAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>Puts a value, in place of one that may be there, and invalidates the key on the other nodes.</summary>
    ValueTask PutAsync(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invalidates <paramref name="key"/> on every node. In an ambient transaction it takes effect when that commits, and
    /// not at all when it rolls back.
    /// </summary>
    ValueTask RemoveAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>Invalidates every key, on every node; transactional as <see cref="RemoveAsync"/>.</summary>
    ValueTask RemoveAllAsync(CancellationToken cancellationToken = default);
}
