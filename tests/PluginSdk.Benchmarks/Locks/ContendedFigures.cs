using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Benchmarks.Workers;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>Eight workers in two processes want one lock; each holds it for 2 ms and thinks for 10.</summary>
internal static class ContendedFigures
{
    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        var ours = await RunAsync(redis, "ours");
        var peers = await RunAsync(redis, "peers");
        report.Add("contended ms an acquisition", ours.MillisecondsEach, "DistributedLock", peers.MillisecondsEach, 1 / 3.0);
        report.Add("contended p99 wait ms", ours.Wait99, "limit", 80, 1);
        report.Add("contended p99 wait ms", ours.Wait99, "DistributedLock", peers.Wait99);
        report.Add("contended unfairness (1 - Jain)", 1 - ours.Jain, "limit", 0.01, 1);
        report.Add("contended unfairness (1 - Jain)", 1 - ours.Jain, "DistributedLock", 1 - peers.Jain);
    }

    private static async Task<Outcome> RunAsync(LocalRedis redis, string whose)
    {
        await using var one = await WorkerProcess.StartAsync(ContendingWorkers.Role, redis.Endpoint, "node-1", whose);
        await using var two = await WorkerProcess.StartAsync(ContendingWorkers.Role, redis.Endpoint, "node-2", whose);
        // The first run compiles.
        await Task.WhenAll(one.PlayAsync(), two.PlayAsync());
        var results = await Task.WhenAll(one.PlayAsync(), two.PlayAsync());
        var counts = results.SelectMany(result => result.Skip(1).Take(ContendingWorkers.Workers)).ToArray();
        var waits = results.SelectMany(result => result.Skip(1 + ContendingWorkers.Workers)).Order().ToArray();
        var sum = counts.Sum();
        return new Outcome(results.Max(result => result[0]) / sum, waits[(int)(waits.Length * 0.99)], sum * sum / (counts.Length * counts.Sum(count => count * count)));
    }

    private sealed record Outcome(double MillisecondsEach, double Wait99, double Jain);
}
