using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>A cache of one key.</summary>
internal sealed class ClusterReference<T>(IClusterCache<bool, T> cache) : IClusterReference<T>
{
    public string Name => cache.Name;

    public static CacheDefinition<bool, T> ToCache(ReferenceDefinition<T> definition) =>
        new(definition.Name, WireCodecs.Boolean, definition.Codec, definition.Settings)
        {
            Loader = (_, services, cancellationToken) => definition.Loader(services, cancellationToken),
        };

    public ValueTask<T> GetAsync(CancellationToken cancellationToken = default) => cache.GetAsync(true, cancellationToken);

    public ValueTask<CacheLookup<T>> GetIfPresentAsync(CancellationToken cancellationToken = default) => cache.GetIfPresentAsync(true, cancellationToken);

    public ValueTask ResetAsync(CancellationToken cancellationToken = default) => cache.RemoveAsync(true, cancellationToken);
}
