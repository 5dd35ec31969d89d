using Microsoft.Extensions.Caching.StackExchangeRedis;
using PluginSdk.Hosting;
using PluginSdk.Runtime.Engine;

[assembly: AssemblyFixture(typeof(PluginSdk.Engines.Tests.StackExchangeRedisCacheFixture))]

namespace PluginSdk.Engines.Tests;

/// <summary>Clusters on Redis whose values lie in Microsoft's distributed cache on the same server.</summary>
public sealed class StackExchangeRedisCacheFixture : EngineFixture, IAsyncDisposable
{
    private readonly RedisFixture _redis = new();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    public override async ValueTask<EngineCluster> CreateClusterAsync(TimeSpan? logRetention = null)
    {
        var server = await _redis.GetServerAsync();
        return new Cluster(server.CreateCluster(logRetention), server.Endpoint);
    }

    private sealed class Cluster(RedisCluster cluster, string endpoint) : EngineCluster
    {
        private readonly List<RedisCache> _caches = [];

        public override async ValueTask<IClusterEngine> ConnectAsync()
        {
            var cache = new RedisCache(new RedisCacheOptions { Configuration = endpoint });
            _caches.Add(cache);
            return new DistributedEngine(await cluster.ConnectAsync(), cache, Random.Shared);
        }

        public override async ValueTask DisposeAsync()
        {
            _caches.ForEach(cache => cache.Dispose());
            await cluster.DisposeAsync();
        }
    }
}
