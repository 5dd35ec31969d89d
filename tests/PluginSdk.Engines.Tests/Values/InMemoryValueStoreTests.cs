namespace PluginSdk.Engines.Tests.Values;

public sealed class InMemoryValueStoreTests(InMemoryFixture fixture) : ValueStoreConformance(fixture);
