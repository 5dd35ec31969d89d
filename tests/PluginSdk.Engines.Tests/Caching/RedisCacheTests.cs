namespace PluginSdk.Engines.Tests.Caching;

public sealed class RedisCacheTests(RedisFixture fixture) : CacheConformance(fixture);
