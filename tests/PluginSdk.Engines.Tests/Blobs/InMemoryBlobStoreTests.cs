namespace PluginSdk.Engines.Tests.Blobs;

public sealed class InMemoryBlobStoreTests(InMemoryFixture fixture) : BlobStoreConformance(fixture);
