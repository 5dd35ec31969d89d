namespace PluginSdk;

/// <summary>Loads the values of several keys at once.</summary>
/// <param name="keys">The keys that a cache does not have.</param>
/// <param name="cancellationToken">Cancelled when the caller has turned away.</param>
/// <returns>The values of those keys that there are.</returns>
public delegate ValueTask<IReadOnlyDictionary<TKey, TValue>> CacheBulkLoader<TKey, TValue>(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken)
    where TKey : notnull;
