using System.Diagnostics;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>
/// Times contenders that wait for a server, in turns, so that whatever else the machine does hits all of them. An
/// operation counts from its start to its end on the wall.
/// </summary>
internal sealed class AsyncTurns
{
    private const int Turns = 21;

    private readonly Dictionary<string, double[]> _nanoseconds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _bytes = new(StringComparer.Ordinal);

    public static async Task<AsyncTurns> MeasureAsync(int operations, params (string Name, Func<int, Task> Run)[] contenders)
    {
        var measured = new AsyncTurns();
        foreach (var (name, run) in contenders)
        {
            measured._nanoseconds.Add(name, new double[Turns]);
            await run(operations * 3);
        }

        for (var turn = 0; turn < Turns; turn++)
        {
            for (var index = 0; index < contenders.Length; index++)
            {
                var (name, run) = contenders[(turn + index) % contenders.Length];
                var bytes = GC.GetTotalAllocatedBytes();
                var start = Stopwatch.GetTimestamp();
                await run(operations);
                measured._nanoseconds[name][turn] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
                measured._bytes[name] = (double)(GC.GetTotalAllocatedBytes() - bytes) / operations;
            }
        }

        return measured;
    }

    public double Median(string name) => Middle(_nanoseconds[name]);

    public double Ratio(string name, string peer) => Middle(_nanoseconds[name].Zip(_nanoseconds[peer], (ours, theirs) => ours / theirs));

    /// <summary>Bytes an operation allocated, on all threads, in the last turn.</summary>
    public double Bytes(string name) => _bytes[name];

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
