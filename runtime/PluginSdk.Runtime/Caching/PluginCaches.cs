using System.Collections.Concurrent;
using PluginSdk.Runtime.Caching;

namespace PluginSdk.Runtime;

/// <summary>The caches of one plugin on one node.</summary>
internal sealed class PluginCaches(PluginRuntime plugin) : IClusterCaches
{
    private readonly ConcurrentDictionary<string, IPluginCache> _caches = new(StringComparer.Ordinal);
    private readonly Lock _creating = new();

    public IClusterCache<TKey, TValue> Get<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!_caches.TryGetValue(definition.Name, out var cache))
        {
            lock (_creating)
            {
                if (!_caches.TryGetValue(definition.Name, out cache))
                    _caches.TryAdd(definition.Name, cache = new ClusterCache<TKey, TValue>(plugin, definition));
            }
        }

        if (cache is not ClusterCache<TKey, TValue> typed)
            throw new InvalidOperationException($"The cache '{definition.Name}' of plugin '{plugin.Key}' exists as {cache}; it cannot also be one of {typeof(TKey)} to {typeof(TValue)}. Give one of them another name.");
        if (cache.Settings != definition.Settings)
            throw new InvalidOperationException($"The cache '{definition.Name}' of plugin '{plugin.Key}' exists with other settings. It has {cache.Settings}; asked for was {definition.Settings}. Make them equal, or give one of them another name.");
        return typed;
    }

    public Task StopAsync() => Task.WhenAll(_caches.Values.Select(cache => cache.StopAsync()));
}
