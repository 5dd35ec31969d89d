using System.Diagnostics;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>Eight workers on two nodes want one lock; each holds it for 2 ms and thinks for 10.</summary>
internal static class ContendedFigures
{
    private const int Workers = 8;
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_hold = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(10);

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        await using var one = await LockNode.StartAsync(redis, "node-1");
        await using var two = await LockNode.StartAsync(redis, "node-2");
        var ours = await RunAsync([one, two], static node => node.AcquireOursAsync("contended"));
        var peers = await RunAsync([one, two], static node => node.AcquirePeersAsync("contended-peer"));
        report.Add("contended ms an acquisition", ours.MillisecondsEach, "DistributedLock", peers.MillisecondsEach, 1 / 3.0);
        report.Add("contended p99 wait ms", ours.Wait99, "limit", 80, 1);
        report.Add("contended p99 wait ms", ours.Wait99, "DistributedLock", peers.Wait99);
        report.Add("contended unfairness (1 - Jain)", 1 - ours.Jain, "limit", 0.01, 1);
        report.Add("contended unfairness (1 - Jain)", 1 - ours.Jain, "DistributedLock", 1 - peers.Jain);
    }

    private static async Task<Outcome> RunAsync(LockNode[] nodes, Func<LockNode, ValueTask<IAsyncDisposable>> acquireAsync)
    {
        var counts = new int[Workers];
        var waits = new List<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < s_run)
            {
                var asked = Stopwatch.GetTimestamp();
                await using (await acquireAsync(nodes[worker % nodes.Length]))
                {
                    var waited = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
                    lock (waits)
                        waits.Add(waited);
                    counts[worker]++;
                    await Task.Delay(s_hold);
                }

                await Task.Delay(s_think);
            }
        })));
        waits.Sort();
        var sum = (double)counts.Sum();
        return new Outcome(Stopwatch.GetElapsedTime(start).TotalMilliseconds / sum, waits[(int)(waits.Count * 0.99)], sum * sum / (Workers * counts.Sum(count => (double)count * count)));
    }

    private sealed record Outcome(double MillisecondsEach, double Wait99, double Jain);
}
