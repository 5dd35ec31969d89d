using PluginSdk.Hosting;
using PluginSdk.Redis;

namespace PluginSdk.Tool.Nodes;

/// <summary>The shared store of a cluster on Redis, for a command that is not a node.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly RedisEngine _engine;

    private StoreSession(RedisEngine engine)
    {
        _engine = engine;
        Packages = new PackageStore(engine);
    }

    public PackageStore Packages { get; }

    public static async Task<StoreSession> OpenAsync(string redis, string cluster, CancellationToken cancellationToken)
    {
        var engine = new RedisEngine(new RedisEngineOptions { Configuration = redis, ClusterName = cluster });
        try
        {
            await engine.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return new StoreSession(engine);
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
