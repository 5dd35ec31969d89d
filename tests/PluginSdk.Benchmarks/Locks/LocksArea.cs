using PluginSdk.Benchmarks.Cache;
using PluginSdk.Benchmarks.Measuring;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>Our locks against bare Redis commands and DistributedLock.Redis.</summary>
internal sealed class LocksArea : IBenchmarkArea
{
    public string Name => "locks";

    public async Task RunAsync(BenchmarkReport report)
    {
        await using var redis = await LocalRedis.StartAsync();
        if (redis is null)
        {
            Console.Error.WriteLine("locks: redis-server is not on the PATH; nothing was measured.");
            return;
        }

        if (report.Wants("uncontended"))
            await UncontendedFigures.MeasureAsync(report, redis);
        if (report.Wants("contended"))
            await ContendedFigures.MeasureAsync(report, redis);
        if (report.Wants("hand-off"))
            await HandOffFigures.MeasureAsync(report, redis);
        if (report.Wants("waiting"))
            await WaitingFigures.MeasureAsync(report, redis);
    }
}
