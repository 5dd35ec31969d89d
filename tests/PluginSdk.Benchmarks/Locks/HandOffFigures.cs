using System.Diagnostics;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>From the call that releases a lock on one node to its next holder on the other.</summary>
internal static class HandOffFigures
{
    private static readonly TimeSpan s_queue = TimeSpan.FromMilliseconds(20);

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        await using var one = await LockNode.StartAsync(redis, "node-1");
        await using var two = await LockNode.StartAsync(redis, "node-2");
        var ours = await RunAsync(one, two, 200, static node => node.AcquireOursAsync("hand-off"));
        var peers = await RunAsync(one, two, 20, static node => node.AcquirePeersAsync("hand-off-peer"));
        report.Add("hand-off p50 us", Microseconds(ours, 0.5), "limit", 1000, 1);
        report.Add("hand-off p50 us", Microseconds(ours, 0.5), "DistributedLock", Microseconds(peers, 0.5), 0.01);
        report.Add("hand-off p99 us", Microseconds(ours, 0.99), "DistributedLock", Microseconds(peers, 0.99));
    }

    private static async Task<List<TimeSpan>> RunAsync(LockNode one, LockNode two, int times, Func<LockNode, ValueTask<IAsyncDisposable>> acquireAsync)
    {
        var spans = new List<TimeSpan>();
        var held = await acquireAsync(one);
        for (var i = 0; i < times; i++)
        {
            (one, two) = (two, one);
            var next = Task.Run(async () => (await acquireAsync(one), Stopwatch.GetTimestamp()));
            // Until it waits, at a moment that has nothing to do with the peer's polling.
            await Task.Delay(s_queue + TimeSpan.FromMilliseconds(i % 7));
            var released = Stopwatch.GetTimestamp();
            await held.DisposeAsync();
            (held, var acquired) = await next;
            spans.Add(Stopwatch.GetElapsedTime(released, acquired));
        }

        await held.DisposeAsync();
        spans.Sort();
        return spans;
    }

    private static double Microseconds(List<TimeSpan> sorted, double share) => sorted[(int)(sorted.Count * share)].TotalMicroseconds;
}
