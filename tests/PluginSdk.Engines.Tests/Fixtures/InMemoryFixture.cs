using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;

[assembly: AssemblyFixture(typeof(PluginSdk.Engines.Tests.InMemoryFixture))]

namespace PluginSdk.Engines.Tests;

public sealed class InMemoryFixture : EngineFixture
{
    public override ValueTask<EngineCluster> CreateClusterAsync(TimeSpan? logRetention = null) =>
        ValueTask.FromResult<EngineCluster>(new Cluster(new InMemoryEngine(logRetention: logRetention)));

    private sealed class Cluster(InMemoryEngine engine) : EngineCluster
    {
        public override async ValueTask<IClusterEngine> ConnectAsync()
        {
            await engine.ConnectAsync(TestContext.Current.CancellationToken);
            return engine;
        }

        public override ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
