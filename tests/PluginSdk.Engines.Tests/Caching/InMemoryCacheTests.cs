namespace PluginSdk.Engines.Tests.Caching;

public sealed class InMemoryCacheTests(InMemoryFixture fixture) : CacheConformance(fixture);
