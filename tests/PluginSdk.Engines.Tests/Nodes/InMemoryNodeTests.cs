namespace PluginSdk.Engines.Tests.Nodes;

public sealed class InMemoryNodeTests(InMemoryFixture fixture) : NodeConformance(fixture);
