namespace PluginSdk.Engines.Tests.Leases;

public sealed class InMemorySharedLeaseTests(InMemoryFixture fixture) : SharedLeaseConformance(fixture);
