using PluginSdk.Redis;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Cache;

/// <summary>A node of ours with its caches.</summary>
internal sealed class CacheNode : IAsyncDisposable
{
    private readonly IClusterEngine _engine;
    private readonly ClusterMember _member;
    private readonly PluginRuntime _plugin;

    private CacheNode(IClusterEngine engine, string name)
    {
        _engine = engine;
        _member = new ClusterMember(engine, new ClusterMemberOptions { NodeName = name });
        _plugin = _member.CreatePlugin("acme.benchmarks");
    }

    public static Task<CacheNode> StartAsync() => StartAsync(new InMemoryEngine(), "node");

    public static Task<CacheNode> StartAsync(LocalRedis redis, string name) => StartAsync(redis.Endpoint, name);

    public static Task<CacheNode> StartAsync(string endpoint, string name) =>
        StartAsync(new RedisEngine(new RedisEngineOptions { Configuration = endpoint, ClusterName = "benchmarks" }), name);

    public IClusterCache<TKey, CachedReport> Cache<TKey>(string name, IWireCodec<TKey> keys, CacheSettings? settings = null)
        where TKey : notnull =>
        _plugin.Cluster.Caches.Get(new CacheDefinition<TKey, CachedReport>(name, keys, WireCodecs.Of<CachedReport>(), settings ?? new CacheSettings()));

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync();
        await _member.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private static async Task<CacheNode> StartAsync(IClusterEngine engine, string name)
    {
        var node = new CacheNode(engine, name);
        await node._member.StartAsync(CancellationToken.None);
        return node;
    }
}
