namespace PluginSdk.Benchmarks.Measuring;

/// <summary>One part of the SDK, measured against its peers in one process.</summary>
internal interface IBenchmarkArea
{
    /// <summary>The name on the command line and in the results.</summary>
    string Name { get; }

    /// <summary>Measures, and adds a line to <paramref name="report"/> for each figure.</summary>
    Task RunAsync(BenchmarkReport report);
}
