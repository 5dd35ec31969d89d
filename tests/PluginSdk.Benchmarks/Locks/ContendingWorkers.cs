using System.Diagnostics;
using PluginSdk.Benchmarks.Workers;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>One process of those that want one lock: each of its workers holds it for 2 ms and thinks for 10.</summary>
internal sealed class ContendingWorkers : IWorkerRole
{
    public const string Role = "contending";

    /// <summary>How many workers a process has.</summary>
    public const int Workers = 4;

    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_hold = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan s_think = TimeSpan.FromMilliseconds(10);

    private readonly LockNode _node;
    private readonly Func<LockNode, ValueTask<IAsyncDisposable>> _acquireAsync;

    private ContendingWorkers(LockNode node, Func<LockNode, ValueTask<IAsyncDisposable>> acquireAsync)
    {
        _node = node;
        _acquireAsync = acquireAsync;
    }

    /// <param name="arguments">The server, the node's name, and whose lock.</param>
    public static async Task<ContendingWorkers> StartAsync(IReadOnlyList<string> arguments) => new(
        await LockNode.StartAsync(arguments[0], arguments[1]),
        arguments[2] == "ours"
            ? static node => node.AcquireOursAsync("contended")
            : static node => node.AcquirePeersAsync("contended-peer"));

    /// <inheritdoc/>
    /// <returns>The time of the run, how often each worker had the lock, and how long it waited each time, in milliseconds.</returns>
    public async Task<IReadOnlyList<double>> PlayAsync(int round)
    {
        var counts = new double[Workers];
        var waits = new List<double>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < s_run)
            {
                var asked = Stopwatch.GetTimestamp();
                await using (await _acquireAsync(_node))
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
        return [Stopwatch.GetElapsedTime(start).TotalMilliseconds, .. counts, .. waits];
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
