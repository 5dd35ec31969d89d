namespace PluginSdk;

/// <summary>Loads the value of a key that a cache does not have.</summary>
/// <param name="key">The key.</param>
/// <param name="cancellationToken">Cancelled when nobody waits for the value any more.</param>
public delegate ValueTask<TValue> CacheLoader<in TKey, TValue>(TKey key, CancellationToken cancellationToken);
