namespace PluginSdk.Engines.Tests.Nodes;

public sealed class RedisNodeTests(RedisFixture fixture) : NodeConformance(fixture);
