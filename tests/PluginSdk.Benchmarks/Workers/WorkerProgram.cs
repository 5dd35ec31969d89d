using System.Text.Json;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Locks;

namespace PluginSdk.Benchmarks.Workers;

/// <summary>
/// This program as a worker: says that it is ready, and for each line that it is sent plays its part and answers with a
/// line of numbers, until there is no more line.
/// </summary>
internal static class WorkerProgram
{
    public const string Command = "worker";

    public static async Task<int> RunAsync(string role, IReadOnlyList<string> arguments)
    {
        await using var player = await CreateAsync(role, arguments);
        Console.WriteLine("ready");
        for (var round = 0; await Console.In.ReadLineAsync() is not null; round++)
            Console.WriteLine(JsonSerializer.Serialize(await player.PlayAsync(round)));
        return 0;
    }

    private static async Task<IWorkerRole> CreateAsync(string role, IReadOnlyList<string> arguments) => role switch
    {
        ContendingWorkers.Role => await ContendingWorkers.StartAsync(arguments),
        StampedingCallers.Role => await StampedingCallers.StartAsync(arguments),
        _ => throw new ArgumentException($"There is no worker '{role}'.", nameof(role)),
    };
}
