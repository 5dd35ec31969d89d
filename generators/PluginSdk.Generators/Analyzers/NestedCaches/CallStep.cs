using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Analyzers;

/// <summary>A call of a method whose source is here, or a read of a cluster cache.</summary>
/// <param name="Target">The method; null for a read.</param>
/// <param name="Cache">The cache that is read; null for a call.</param>
/// <param name="Place">Where it is.</param>
internal sealed record CallStep(ISymbol? Target, string? Cache, Location Place);
