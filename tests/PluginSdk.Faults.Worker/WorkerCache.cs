using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PluginSdk.Runtime;
using PluginSdk.Wire;
using StackExchange.Redis;

namespace PluginSdk.Faults.Worker;

/// <summary>A cache over numbers that stand on the resource, which no test attacks.</summary>
public sealed class WorkerCache(PluginRuntime plugin, IDatabase resource, WorkerOutput output)
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _watches = [];

    /// <summary>Reads one key as fast as it can until told to stop, and says when the last read of each value began.</summary>
    public async Task WatchAsync(string id, string key, TimeSpan maxStaleness)
    {
        var cache = Cache(maxStaleness);
        using var stop = _watches[id] = new CancellationTokenSource();
        var lastReads = new Dictionary<long, long>();
        output.Say("watching", id);
        await Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var startedAt = Stopwatch.GetTimestamp();
                lastReads[await cache.GetAsync(key, LoadAsync)] = startedAt;
            }
        });
        output.Say("watched", id, [.. lastReads.Select(read => string.Create(CultureInfo.InvariantCulture, $"{read.Key}:{read.Value}"))]);
    }

    public Task StopAsync(string id) => _watches[id].CancelAsync();

    /// <summary>Changes the number, and says when the removal of the old one had returned.</summary>
    public async Task ChangeAsync(string id, string key, TimeSpan maxStaleness)
    {
        var value = await resource.StringIncrementAsync(key);
        await Cache(maxStaleness).RemoveAsync(key);
        output.Say("changed", id, value);
    }

    /// <summary>Many callers ask for a value that nobody has, with a loader that takes a while; says how often it was called here.</summary>
    public async Task StampedeAsync(string id, string key, int callers, TimeSpan load)
    {
        var cache = plugin.Cluster.Caches.Get(new CacheDefinition<string, long>("stampede", WireCodecs.String, WireCodecs.Int64, new CacheSettings { LoadOnce = LoadOnce.Cluster }));
        var loads = 0;
        var values = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () => await cache.GetAsync(key, async (wanted, cancellationToken) =>
        {
            Interlocked.Increment(ref loads);
            await Task.Delay(load, TimeProvider.System, cancellationToken);
            return await resource.StringIncrementAsync(wanted);
        }))));
        output.Say("stampeded", id, [loads, .. values.Distinct()]);
    }

    private async ValueTask<long> LoadAsync(string key, CancellationToken cancellationToken) => (long)await resource.StringGetAsync(key);

    private IClusterCache<string, long> Cache(TimeSpan maxStaleness) =>
        plugin.Cluster.Caches.Get(new CacheDefinition<string, long>("numbers", WireCodecs.String, WireCodecs.Int64, new CacheSettings { MaxStaleness = maxStaleness }));
}
