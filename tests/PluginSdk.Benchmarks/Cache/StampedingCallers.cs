using System.Diagnostics;
using PluginSdk.Benchmarks.Workers;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>One process of those whose callers all want one missing key.</summary>
internal sealed class StampedingCallers : IWorkerRole
{
    public const string Role = "stampeding";

    /// <summary>How long the loader takes.</summary>
    public static readonly TimeSpan Loader = TimeSpan.FromMilliseconds(50);

    private const int Callers = 250;

    private readonly CacheNode _node;
    private readonly IClusterCache<int, CachedReport> _cache;

    private StampedingCallers(CacheNode node)
    {
        _node = node;
        _cache = node.Cache("stampede", WireCodecs.Int32, new CacheSettings { LoadOnce = LoadOnce.Cluster });
    }

    /// <param name="arguments">The server, and the node's name.</param>
    public static async Task<StampedingCallers> StartAsync(IReadOnlyList<string> arguments) => new(await CacheNode.StartAsync(arguments[0], arguments[1]));

    /// <inheritdoc/>
    /// <returns>How often the loader was called here, and how long each caller waited, in nanoseconds.</returns>
    public async Task<IReadOnlyList<double>> PlayAsync(int round)
    {
        var loads = 0;
        var waits = await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            var start = Stopwatch.GetTimestamp();
            await _cache.GetAsync(round, async (id, cancellationToken) =>
            {
                Interlocked.Increment(ref loads);
                await Task.Delay(Loader, cancellationToken);
                return CachedReport.Of(id);
            });
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        }));
        return [loads, .. waits];
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
