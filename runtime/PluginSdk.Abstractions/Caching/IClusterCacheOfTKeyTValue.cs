namespace PluginSdk;

/// <summary>
/// A typed cache. A read that starts later than the cache's bound of staleness after an invalidation returned never
/// yields a value loaded before it, on any node; a load that was under way when the key was invalidated is never read
/// again. On the node that invalidates, both hold from the moment the call returns.
/// </summary>
public interface IClusterCache<TKey, TValue> : IClusterCache
    where TKey : notnull
{
    /// <summary>The keys in this node's near cache. A snapshot; the shared tier may have more.</summary>
    IReadOnlyCollection<TKey> NearKeys { get; }

    /// <summary>The value of <paramref name="key"/>, loaded with the cache's own loader where it is missing.</summary>
    /// <exception cref="InvalidOperationException">No tier has the value, and the cache was declared without a loader.</exception>
    /// <exception cref="TimeoutException">The load took longer than <see cref="CacheSettings.LoadTimeout"/>.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer, and <see cref="CacheSettings.WhenUnavailable"/> says to throw.</exception>
    ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// The value of <paramref name="key"/>, loaded with <paramref name="loader"/> where it is missing. Of several callers at
    /// once the first one's loader loads for all.
    /// </summary>
    /// <inheritdoc cref="GetAsync(TKey, CancellationToken)" path="/exception"/>
    ValueTask<TValue> GetAsync(TKey key, CacheLoader<TKey, TValue> loader, CancellationToken cancellationToken = default);

    /// <summary>The value of <paramref name="key"/> if some tier has it; never loads.</summary>
    ValueTask<CacheLookup<TValue>> GetIfPresentAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>Whether some tier has a value of <paramref name="key"/>.</summary>
    ValueTask<bool> ContainsAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>The values of those of <paramref name="keys"/> that some tier has, in one round trip; never loads.</summary>
    ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyIfPresentAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>The values of <paramref name="keys"/>; those that no tier has are loaded one by one with the cache's own loader, at the same time.</summary>
    /// <inheritdoc cref="GetAsync(TKey, CancellationToken)" path="/exception"/>
    ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// The values of <paramref name="keys"/>; <paramref name="loader"/> is called once for all that no tier has. Keys of
    /// which it does not return a value are not in the result. Concurrent calls load each for itself.
    /// </summary>
    ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a value, in place of one that may be there, and invalidates the key on the other nodes. In an ambient
    /// transaction it takes effect when that commits, and not at all when it rolls back.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer: whether the value was put is unknown, and the key will be invalidated everywhere.</exception>
    ValueTask PutAsync(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>Puts a value if no node has put or loaded one. Its answer cannot wait for a commit, so not in an ambient transaction.</summary>
    /// <returns>Whether it was put.</returns>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer: whether the value was put is unknown, and the key will be invalidated everywhere.</exception>
    ValueTask<bool> PutIfAbsentAsync(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>Puts a value if there is one already; not in an ambient transaction.</summary>
    /// <inheritdoc cref="PutIfAbsentAsync" path="/*[not(self::summary)]"/>
    ValueTask<bool> ReplaceAsync(TKey key, TValue value, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts a value if the one that is there has the encoded form of <paramref name="expected"/>; not in an ambient
    /// transaction.
    /// </summary>
    /// <inheritdoc cref="PutIfAbsentAsync" path="/*[not(self::summary)]"/>
    ValueTask<bool> ReplaceAsync(TKey key, TValue expected, TValue value, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invalidates <paramref name="key"/> on every node. In an ambient transaction it takes effect when that commits, and
    /// not at all when it rolls back: then other nodes are told right after the commit.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer. This node has dropped the entry; it goes on telling the others.</exception>
    ValueTask RemoveAsync(TKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invalidates <paramref name="key"/> on every node and waits until every member has applied it, so that a read that
    /// starts afterwards, wherever, does not yield the value; at most for <paramref name="confirm"/>. Its answer
    /// cannot wait for a commit, so not in an ambient transaction.
    /// </summary>
    /// <returns>The nodes that have not confirmed: dead, stopped or cut off. They too keep to the bound of staleness.</returns>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer. This node has dropped the entry; it goes on telling the others.</exception>
    ValueTask<CacheConfirmation> RemoveAsync(TKey key, TimeSpan confirm, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invalidates <paramref name="key"/> on every node if the value that is there has the encoded form of
    /// <paramref name="expected"/>; not in an ambient transaction.
    /// </summary>
    /// <returns>Whether it was removed.</returns>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer; the key will be invalidated everywhere.</exception>
    ValueTask<bool> RemoveIfEqualAsync(TKey key, TValue expected, CancellationToken cancellationToken = default);

    /// <summary>Invalidates several keys on every node; transactional as <see cref="RemoveAsync(TKey, CancellationToken)"/>.</summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer. This node has dropped the entries; it goes on telling the others.</exception>
    ValueTask RemoveManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells <paramref name="listener"/> what happens to entries on this node: after it happened, on the thread that did it.
    /// Of two things that happen at the same time either may be told first. It must be quick and must not throw; what it
    /// throws is logged.
    /// </summary>
    /// <returns>Ends it.</returns>
    IDisposable Listen(Action<CacheChange<TKey>> listener);
}
