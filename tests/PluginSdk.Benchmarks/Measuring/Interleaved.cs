using System.Diagnostics;

namespace PluginSdk.Benchmarks.Measuring;

/// <summary>
/// Times contenders in turns, so that whatever else the machine does hits all of them. The ratio of two is the median of
/// their ratios within a turn. Only for work that stays on its thread.
/// </summary>
internal sealed class Interleaved
{
    private const int Turns = 41;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(8);

    private readonly Dictionary<string, double[]> _nanoseconds = new(StringComparer.Ordinal);

    public static Interleaved Measure(params IReadOnlyList<Contender> contenders)
    {
        var measured = new Interleaved();
        var operations = contenders.ToDictionary(contender => contender, WarmUp);
        foreach (var contender in contenders)
            measured._nanoseconds.Add(contender.Name, new double[Turns]);
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var index = 0; index < contenders.Count; index++)
            {
                // Another one goes first in each turn.
                var contender = contenders[(turn + index) % contenders.Count];
                measured._nanoseconds[contender.Name][turn] = Time(contender, operations[contender]);
            }
        }

        return measured;
    }

    /// <summary>The median time of an operation, in nanoseconds.</summary>
    public double Median(string name) => Median(_nanoseconds[name]);

    /// <summary>The median of the ratios within a turn.</summary>
    public double Ratio(string name, string peer)
        => Median(_nanoseconds[name].Zip(_nanoseconds[peer], (ours, theirs) => ours / theirs));

    /// <summary>Runs until the code is compiled for good, and finds how many operations fill a turn.</summary>
    private static int WarmUp(Contender contender)
    {
        var operations = 1;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_warmUp;)
        {
            var elapsed = Time(contender, operations) * operations;
            if (elapsed < s_turn.TotalNanoseconds)
                operations = checked(operations * 2);
        }

        return operations;
    }

    private static double Time(Contender contender, int operations)
    {
        var start = ThreadClock.Nanoseconds();
        contender.Run(operations);
        return (ThreadClock.Nanoseconds() - start) / operations;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
