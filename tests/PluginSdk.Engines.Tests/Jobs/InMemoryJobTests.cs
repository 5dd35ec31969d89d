namespace PluginSdk.Engines.Tests.Jobs;

public sealed class InMemoryJobTests(InMemoryFixture fixture) : JobsOnAnEngine(fixture);
