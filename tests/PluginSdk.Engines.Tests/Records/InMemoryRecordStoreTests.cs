namespace PluginSdk.Engines.Tests.Records;

public sealed class InMemoryRecordStoreTests(InMemoryFixture fixture) : RecordStoreConformance(fixture);
