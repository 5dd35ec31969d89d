namespace PluginSdk.Engines.Tests.Log;

public sealed class InMemoryLogTests(InMemoryFixture fixture) : LogConformance(fixture);
