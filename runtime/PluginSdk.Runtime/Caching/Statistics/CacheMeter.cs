using System.Diagnostics.Metrics;

namespace PluginSdk.Runtime.Caching;

/// <summary>The statistics of a plugin's caches as instruments, read when somebody collects them. Ends with the plugin, whose types it must not hold.</summary>
internal sealed class CacheMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Func<IReadOnlyList<IClusterCache>> _caches;
    private readonly string _plugin;

    public CacheMeter(PluginRuntime plugin, Func<IReadOnlyList<IClusterCache>> caches)
    {
        _caches = caches;
        _plugin = plugin.Key;
        _meter = new Meter(new MeterOptions("PluginSdk.Caching") { Tags = [new("pluginsdk.node", plugin.Member.Node.Name)] });
        Count("hits", "{read}", "Reads that the near cache answered.", static s => s.Hits);
        Count("misses", "{read}", "Reads that the near cache did not answer.", static s => s.Misses);
        Count("shared_hits", "{read}", "Misses that the shared tier answered.", static s => s.SharedHits);
        Count("loads", "{load}", "Calls of a loader.", static s => s.Loads);
        Count("load_failures", "{load}", "Calls of a loader that threw.", static s => s.LoadFailures);
        Count("fail_safes", "{load}", "Failed loads for which an expired value stood in.", static s => s.FailSafes);
        Count("evictions", "{entry}", "Entries that made room for others.", static s => s.Evictions);
        Count("expirations", "{entry}", "Entries that were found to have expired.", static s => s.Expirations);
        Count("invalidations", "{invalidation}", "Invalidations applied, of this node and of others.", static s => s.InvalidationsApplied);
        Count("distrust_periods", "{period}", "How often the near cache could not be trusted.", static s => s.DistrustPeriods);
        _meter.CreateObservableCounter("pluginsdk.cache.load_time", () => Measure(static s => s.LoadTime.TotalSeconds), "s", "What all calls of loaders took together.");
        _meter.CreateObservableUpDownCounter("pluginsdk.cache.entries", () => Measure(static s => s.Entries), "{entry}", "Entries in the near cache.");
        _meter.CreateObservableUpDownCounter("pluginsdk.cache.size", () => Measure(static s => s.Bytes), "By", "The known size of the near cache.");
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, Func<CacheStatistics, long> read) =>
        _meter.CreateObservableCounter($"pluginsdk.cache.{name}", () => Measure(read), unit, description);

    private IEnumerable<Measurement<T>> Measure<T>(Func<CacheStatistics, T> read)
        where T : struct
    {
        foreach (var cache in _caches())
            yield return new Measurement<T>(read(cache.Statistics), new("pluginsdk.plugin", _plugin), new("pluginsdk.cache", cache.Name));
    }
}
