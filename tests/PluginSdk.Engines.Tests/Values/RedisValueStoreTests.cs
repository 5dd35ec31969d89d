namespace PluginSdk.Engines.Tests.Values;

public sealed class RedisValueStoreTests(RedisFixture fixture) : ValueStoreConformance(fixture);
