using System.Collections.Concurrent;
using PluginSdk.Runtime.Caching;

namespace PluginSdk.Runtime;

#pragma warning disable CA1001 // StopAsync ends the meter.
/// <summary>The caches of one plugin on one node.</summary>
internal sealed class PluginCaches : IClusterCaches
#pragma warning restore CA1001
{
    private readonly PluginRuntime _plugin;
    private readonly ConcurrentDictionary<string, IPluginCache> _caches = new(StringComparer.Ordinal);
    private readonly Lock _creating = new();
    private readonly CacheMeter _meter;

    public PluginCaches(PluginRuntime plugin)
    {
        _plugin = plugin;
        _meter = new CacheMeter(plugin, () => All);
    }

    public IReadOnlyList<IClusterCache> All => [.. _caches.Values.OrderBy(cache => cache.Name, StringComparer.Ordinal)];

    public IClusterCache<TKey, TValue> Get<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!_caches.TryGetValue(definition.Name, out var cache))
        {
            definition.Settings.Validate();
            lock (_creating)
            {
                if (!_caches.TryGetValue(definition.Name, out cache))
                    _caches.TryAdd(definition.Name, cache = new ClusterCache<TKey, TValue>(_plugin, definition));
            }
        }

        if (cache is not ClusterCache<TKey, TValue> typed)
            throw new InvalidOperationException($"The cache '{definition.Name}' of plugin '{_plugin.Key}' exists as {cache}; it cannot also be one of {typeof(TKey)} to {typeof(TValue)}. Give one of them another name.");
        if (cache.Settings != definition.Settings)
            throw new InvalidOperationException($"The cache '{definition.Name}' of plugin '{_plugin.Key}' exists with other settings. It has {cache.Settings}; asked for was {definition.Settings}. Make them equal, or give one of them another name.");
        if (definition.Loader is not null && !typed.HasLoader)
            throw new InvalidOperationException($"The cache '{definition.Name}' of plugin '{_plugin.Key}' exists without a loader; asked for was one with a loader, which would never be called. Give both the same loader, or give one of them another name.");
        return typed;
    }

    public IClusterReference<T> GetReference<T>(ReferenceDefinition<T> definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new ClusterReference<T>(Get(ClusterReference<T>.ToCache(definition)));
    }

    public async ValueTask FlushAllAsync(CancellationToken cancellationToken = default)
    {
        foreach (var cache in All)
        {
            if (!cache.Settings.Unflushable)
                await cache.RemoveAllAsync(cancellationToken);
        }
    }

    public async Task StopAsync()
    {
        _meter.Dispose();
        await Task.WhenAll(_caches.Values.Select(cache => cache.StopAsync()));
    }
}
