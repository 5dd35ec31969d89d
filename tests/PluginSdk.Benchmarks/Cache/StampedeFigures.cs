using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Benchmarks.Workers;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Four processes with 250 callers each for one missing key.</summary>
internal static class StampedeFigures
{
    private const int Processes = 4, Rounds = 10;

    public static async Task MeasureAsync(BenchmarkReport report, LocalRedis redis)
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, Processes).Select(i => WorkerProcess.StartAsync(StampedingCallers.Role, redis.Endpoint, $"node-{i}")));
        // The first rounds compile.
        for (var round = 0; round < 3; round++)
            await PlayAsync(workers);
        double loads = 0;
        var waits = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var result in await PlayAsync(workers))
            {
                loads += result[0];
                waits.AddRange(result.Skip(1));
            }
        }

        waits.Sort();
        report.Add("stampede-p50", waits[waits.Count / 2], "loader", StampedingCallers.Loader.TotalNanoseconds, 1.5);
        report.Add("stampede-loads", loads / Rounds, "one", 1, 1);
        foreach (var worker in workers)
            await worker.DisposeAsync();
    }

    private static Task<double[][]> PlayAsync(WorkerProcess[] workers) => Task.WhenAll(workers.Select(worker => worker.PlayAsync()));
}
