namespace PluginSdk.Engines.Tests;

/// <summary>
/// An engine under test. A conformance suite is an abstract class over it; one derived class per engine runs the suite:
/// <c>public sealed class RedisLogTests(RedisFixture fixture) : LogConformance(fixture);</c>.
/// </summary>
public abstract class EngineFixture
{
    /// <summary>A new, empty cluster of a name of its own. Skips the test when the engine is not on this machine.</summary>
    /// <param name="logRetention">How long the log keeps an entry at least; null: the engine's default.</param>
    public abstract ValueTask<EngineCluster> CreateClusterAsync(TimeSpan? logRetention = null);
}
