namespace PluginSdk;

/// <summary>The plugin's caches by name: the imperative twin of <see cref="ClusterCacheAttribute"/>.</summary>
public interface IClusterCaches
{
    /// <summary>The caches of the plugin that exist on this node, ordered by name. A snapshot.</summary>
    IReadOnlyList<IClusterCache> All { get; }

    /// <summary>
    /// The cache that <paramref name="definition"/> names. Asking again with equal settings gives the same cache.
    /// </summary>
    /// <exception cref="InvalidOperationException">The name is in use with other settings; the message shows both.</exception>
    /// <exception cref="ArgumentException">The settings make no sense together.</exception>
    IClusterCache<TKey, TValue> Get<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
        where TKey : notnull;

    /// <summary>The cached single value that <paramref name="definition"/> names; as <see cref="Get{TKey, TValue}"/>.</summary>
    /// <exception cref="InvalidOperationException">The name is in use with other settings; the message shows both.</exception>
    /// <exception cref="ArgumentException">The settings make no sense together.</exception>
    IClusterReference<T> GetReference<T>(ReferenceDefinition<T> definition);

    /// <summary>
    /// Invalidates every key of the caches that exist on this node, except of those that are
    /// <see cref="CacheSettings.Unflushable"/>; what an administrator does to be sure.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer.</exception>
    ValueTask FlushAllAsync(CancellationToken cancellationToken = default);
}
