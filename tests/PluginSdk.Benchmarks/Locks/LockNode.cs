using Medallion.Threading.Redis;
using PluginSdk.Benchmarks.Cache;
using PluginSdk.Redis;
using PluginSdk.Runtime;
using StackExchange.Redis;

namespace PluginSdk.Benchmarks.Locks;

/// <summary>A node with a connection for our locks and one for the peer's.</summary>
internal sealed class LockNode : IAsyncDisposable
{
    private readonly RedisEngine _engine;
    private readonly ClusterMember _member;
    private readonly PluginRuntime _plugin;
    private readonly ConnectionMultiplexer _peer;

    private LockNode(RedisEngine engine, string name, ConnectionMultiplexer peer)
    {
        _engine = engine;
        _peer = peer;
        _member = new ClusterMember(engine, new ClusterMemberOptions { NodeName = name });
        _plugin = _member.CreatePlugin("acme.benchmarks");
    }

    public IClusterLocks Locks => _plugin.Cluster.Locks;

    public IDatabase Database => _peer.GetDatabase();

    public static Task<LockNode> StartAsync(LocalRedis redis, string name) => StartAsync(redis.Endpoint, name);

    public static async Task<LockNode> StartAsync(string endpoint, string name)
    {
        var node = new LockNode(new RedisEngine(new RedisEngineOptions { Configuration = endpoint, ClusterName = "benchmarks" }), name, await ConnectionMultiplexer.ConnectAsync(endpoint));
        await node._member.StartAsync(CancellationToken.None);
        return node;
    }

    public async ValueTask<IAsyncDisposable> AcquireOursAsync(string name) => await Locks.Get(name).AcquireAsync();

    public async ValueTask<IAsyncDisposable> AcquirePeersAsync(string name) => await new RedisDistributedLock(name, Database).AcquireAsync();

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync();
        await _member.DisposeAsync();
        await _engine.DisposeAsync();
        await _peer.DisposeAsync();
    }
}
