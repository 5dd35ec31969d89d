namespace PluginSdk.Engines.Tests.Caching;

/// <summary>The cache's promises with its shared tier in Microsoft's distributed cache.</summary>
public sealed class StackExchangeRedisTierTests(StackExchangeRedisCacheFixture fixture) : CacheConformance(fixture);
