namespace PluginSdk.Engines.Tests.Log;

public sealed class RedisLogTests(RedisFixture fixture) : LogConformance(fixture);
