namespace PluginSdk;

/// <summary>The plugin's caches by name: the imperative twin of <see cref="ClusterCacheAttribute"/>.</summary>
public interface IClusterCaches
{
    /// <summary>
    /// The cache that <paramref name="definition"/> names. Asking again with equal settings gives the same cache.
    /// </summary>
    /// <exception cref="InvalidOperationException">The name is in use with other settings; the message shows both.</exception>
    IClusterCache<TKey, TValue> Get<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
        where TKey : notnull;
}
