namespace PluginSdk;

/// <summary>What can be done with a cache whose types are not known: look at it, and invalidate.</summary>
public interface IClusterCache
{
    /// <summary>The cache's name within its plugin.</summary>
    string Name { get; }

    /// <summary>How the cache behaves.</summary>
    CacheSettings Settings { get; }

    /// <summary>What the cache did on this node. A snapshot.</summary>
    CacheStatistics Statistics { get; }

    /// <summary>
    /// Invalidates every key, on every node. In an ambient transaction it takes effect when that commits, and not at all
    /// when it rolls back.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer. This node has dropped its entries; it goes on telling the others.</exception>
    ValueTask RemoveAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Invalidates the keys whose values have a tag, on every node; transactional as <see cref="RemoveAllAsync"/>.</summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer. This node has dropped its entries; it goes on telling the others.</exception>
    ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default);
}
