using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests;

public sealed class PluginGeneratorTests
{
    [Fact]
    public void The_plugin_of_the_first_page() => Snapshot.Verify(
        GeneratorTest.Run(Samples.Reports),
        [".Caches.g.cs", ".Locks.g.cs", ".Event.g.cs", ".Services.g.cs", "PluginManifest.g.cs"]);
}
