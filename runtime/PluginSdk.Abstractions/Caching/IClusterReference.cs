namespace PluginSdk;

/// <summary>A cached single value, with the promises of <see cref="IClusterCache{TKey,TValue}"/>.</summary>
public interface IClusterReference<T>
{
    /// <summary>The reference's name within its plugin.</summary>
    string Name { get; }

    /// <summary>The value, loaded where it is missing.</summary>
    ValueTask<T> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>The value if some tier has it; never loads.</summary>
    ValueTask<CacheLookup<T>> GetIfPresentAsync(CancellationToken cancellationToken = default);

    /// <summary>Invalidates the value on every node; transactional as <see cref="IClusterCache{TKey,TValue}.RemoveAsync(TKey, CancellationToken)"/>.</summary>
    /// <exception cref="ClusterUnavailableException">The engine did not answer.</exception>
    ValueTask ResetAsync(CancellationToken cancellationToken = default);
}
