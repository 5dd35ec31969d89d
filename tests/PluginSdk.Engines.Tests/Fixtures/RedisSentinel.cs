using System.Globalization;

namespace PluginSdk.Engines.Tests;

/// <summary>A master, a replica of it, and a sentinel that promotes the replica soon after the master is gone.</summary>
public sealed class RedisSentinel : IAsyncDisposable
{
    private readonly RedisServer _sentinel;

    private RedisSentinel(RedisServer master, RedisServer replica, RedisServer sentinel)
    {
        Master = master;
        Replica = replica;
        _sentinel = sentinel;
    }

    public RedisServer Master { get; }

    public RedisServer Replica { get; }

    /// <summary>Asks the sentinel who the master is.</summary>
    public string Configuration => $"{_sentinel.Endpoint},serviceName=plugins,connectTimeout=1000,abortConnect=false,allowAdmin=true";

    public static async Task<RedisSentinel> StartAsync()
    {
        var master = await RedisServer.StartAsync();
        var replica = await RedisServer.StartAsync();
        await FollowAsync(replica, master);
        var sentinel = await RedisServer.StartSentinelAsync($"""
            sentinel monitor plugins 127.0.0.1 {master.Port} 1
            sentinel down-after-milliseconds plugins 500
            sentinel failover-timeout plugins 2000

            """);
        return new RedisSentinel(master, replica, sentinel);
    }

    /// <summary>Makes a server the replica of another, and waits until it is.</summary>
    public static async Task FollowAsync(RedisServer replica, RedisServer master)
    {
        await replica.ExecuteAsync("REPLICAOF", "127.0.0.1", master.Port.ToString(CultureInfo.InvariantCulture));
        await Eventually.BecomesTrueAsync(async () => ((string?)await replica.ExecuteAsync("INFO", "replication"))!.Contains("master_link_status:up", StringComparison.Ordinal), "the replica follows");
    }

    public async ValueTask DisposeAsync()
    {
        await _sentinel.DisposeAsync();
        await Replica.DisposeAsync();
        await Master.DisposeAsync();
    }
}
