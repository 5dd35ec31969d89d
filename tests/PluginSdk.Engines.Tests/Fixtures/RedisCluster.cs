using System.Collections.Concurrent;
using PluginSdk.Redis;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests;

/// <summary>A cluster on a Redis server; every node has connections of its own.</summary>
public sealed class RedisCluster(RedisServer server, RedisEngineOptions options) : EngineCluster
{
    private readonly ConcurrentBag<RedisEngine> _engines = [];

    public RedisServer Server => server;

    public string Name => options.ClusterName;

    public override async ValueTask<IClusterEngine> ConnectAsync()
    {
        var engine = new RedisEngine(options);
        _engines.Add(engine);
        await engine.ConnectAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
            await engine.DisposeAsync();
    }
}
