using PluginSdk.Benchmarks.Measuring;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Our cache against a bare dictionary, raw Redis commands, HybridCache and FusionCache.</summary>
internal sealed class CacheArea : IBenchmarkArea
{
    public string Name => "cache";

    public async Task RunAsync(BenchmarkReport report)
    {
        await HitFigures.MeasureAsync(report);
        if (report.Wants("eviction"))
            await EvictionFigures.MeasureAsync(report);
        await using var redis = await LocalRedis.StartAsync();
        if (redis is null)
        {
            Console.Error.WriteLine("redis-server is not on the PATH; the cache's figures with a shared tier are left out.");
            return;
        }

        if (report.Wants("shared") || report.Wants("coalesced") || report.Wants("many"))
            await SharedFigures.MeasureAsync(report, redis);
        if (report.Wants("invalidation"))
            await InvalidationFigures.MeasureAsync(report, redis);
        if (report.Wants("stampede"))
            await StampedeFigures.MeasureAsync(report, redis);
    }
}
