using PluginSdk.Benchmarks.Measuring;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>Our cache against a bare dictionary, raw Redis commands, HybridCache and FusionCache.</summary>
internal sealed class CacheArea : IBenchmarkArea
{
    public string Name => "cache";

    public async Task RunAsync(BenchmarkReport report)
    {
        await HitFigures.MeasureAsync(report);
        await SharedFigures.MeasureAsync(report);
    }
}
