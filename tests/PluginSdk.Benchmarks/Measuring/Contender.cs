namespace PluginSdk.Benchmarks.Measuring;

/// <summary>Somebody who does the work <c>operations</c> times when asked to.</summary>
internal sealed record Contender(string Name, Action<int> Run);
