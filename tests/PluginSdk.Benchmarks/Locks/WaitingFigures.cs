using System.Globalization;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>What callers who wait cost the server while they wait: commands a second, and bytes of memory.</summary>
internal static class WaitingFigures
{
    private const int Few = 10, Many = 10_000;
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(6);

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        // Asking a server for its statistics counts as administration.
        await using var server = await ConnectionMultiplexer.ConnectAsync($"{redis.Endpoint},allowAdmin=true");
        var few = await RunAsync(redis, server.GetDatabase(), Few);
        var many = await RunAsync(redis, server.GetDatabase(), Many);
        report.Add($"waiting: commands a second for {Many} callers", many.Commands, $"for {Few}", few.Commands, 1.5);
        report.Add($"waiting: bytes in the lock's keys for {Many} callers", many.Bytes, $"for {Few}", few.Bytes, 1.5);
    }

    private static async Task<(double Commands, double Bytes)> RunAsync(LocalRedis redis, IDatabase server, int callers)
    {
        await using var one = await LockNode.StartAsync(redis, "node-1");
        await using var two = await LockNode.StartAsync(redis, "node-2");
        await using var held = await one.AcquireOursAsync("waiting");
        using var stop = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, callers).Select(i => WaitAsync(i % 2 == 0 ? one : two, stop.Token)).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(1));
        var before = await CommandsAsync(server);
        await Task.Delay(s_watch);
        var commands = (await CommandsAsync(server) - before) / s_watch.TotalSeconds;
        double bytes = 0;
        foreach (var kind in new[] { "lease", "lease-queue" })
            bytes += (long)await server.ExecuteAsync("MEMORY", "USAGE", $"psdk:{{benchmarks}}:{kind}:acme.benchmarks/waiting");
        await stop.CancelAsync();
        await Task.WhenAll(waiting);
        return (commands, bytes);
    }

    private static async Task WaitAsync(LockNode node, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await node.Locks.Get("waiting").AcquireAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task<long> CommandsAsync(IDatabase server)
    {
        var stats = (string)(await server.ExecuteAsync("INFO", "stats"))!;
        var line = stats.Split('\n').Single(line => line.StartsWith("total_commands_processed:", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
