[assembly: AssemblyFixture(typeof(PluginSdk.Engines.Tests.RedisFixture))]

namespace PluginSdk.Engines.Tests;

/// <summary>One server for all conformance tests, started when the first one asks.</summary>
public sealed class RedisFixture : EngineFixture, IAsyncDisposable
{
    private readonly Lazy<Task<RedisServer>> _server = new(RedisServer.StartAsync);

    public override async ValueTask<EngineCluster> CreateClusterAsync(TimeSpan? logRetention = null) =>
        (await GetServerAsync()).CreateCluster(logRetention);

    /// <summary>The shared server. Tests that harm a server start one of their own.</summary>
    public async Task<RedisServer> GetServerAsync()
    {
        RedisServer.SkipWithout();
        return await _server.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
