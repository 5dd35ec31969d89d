[assembly: AssemblyFixture(typeof(PluginSdk.Engines.Tests.PostgresFixture))]

namespace PluginSdk.Engines.Tests;

/// <summary>One PostgreSQL server for all tests, started when the first one asks.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.StartAsync);

    public async Task<PostgresServer> GetServerAsync()
    {
        PostgresServer.SkipWithout();
        return await _server.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
