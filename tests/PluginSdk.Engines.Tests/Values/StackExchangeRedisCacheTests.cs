namespace PluginSdk.Engines.Tests.Values;

public sealed class StackExchangeRedisCacheTests(StackExchangeRedisCacheFixture fixture) : ValueStoreConformance(fixture);
