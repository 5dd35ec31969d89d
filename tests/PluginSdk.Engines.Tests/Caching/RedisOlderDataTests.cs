using StackExchange.Redis;

namespace PluginSdk.Engines.Tests.Caching;

/// <summary>A server that comes back with older data than it acknowledged, or without a part of it: what it kept may have been removed since.</summary>
public sealed class RedisOlderDataTests
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMilliseconds(500);
    private static readonly CacheSettings s_settings = new() { MaxStaleness = s_bound };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nobody is there any more who could know what the server has forgotten.</summary>
    [Fact]
    public async Task Nodes_that_start_after_it_read_nothing_that_was_removed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var source = new VersionedSource(4);
        await using (var before = await CachingNode.StartAsync(cluster, "before", s_settings))
        {
            await before.GetAsync(1, source);
            await server.ExecuteAsync("SAVE");
            source.Change(1);
            await before.Cache.RemoveAsync(1, Cancel);
        }

        await server.RestartAsync();
        await using var after = await CachingNode.StartAsync(cluster, "after", s_settings);
        Assert.Equal(1, await after.GetAsync(1, source));
    }

    /// <summary>Reads go on while the connections come back one by one, and no removal mends what they find.</summary>
    [Fact]
    public async Task Nodes_that_live_through_it_read_nothing_that_was_removed()
    {
        const int keys = 4000;
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var source = new VersionedSource(keys);
        var nodes = await CachingNode.StartAsync(cluster, 2, s_settings with { MaxEntries = 100 });
        foreach (var some in Enumerable.Range(0, keys).Chunk(500))
            await Task.WhenAll(some.Select(key => nodes[0].GetAsync(key, source)));
        await server.ExecuteAsync("SAVE");
        for (var key = 0; key < keys; key++)
            source.Change(key);
        await nodes[0].Cache.RemoveAllAsync(Cancel);
        await Task.Delay(s_bound + s_bound, Cancel);
        var restarting = server.RestartAsync();
        for (var key = 0; key < keys; key++)
        {
            Assert.Equal(1, await nodes[1].GetAsync(key, source));
            if (key % 4 == 0)
                await Task.Delay(1, Cancel);
        }

        await restarting;
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var loads = source.Loads;
                await nodes[0].GetAsync(2, source);
                await nodes[1].GetAsync(2, source);
                return source.Loads == loads;
            },
            "both nodes share what one has loaded");
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    /// <summary>Tags' sets do not expire, so a server that may evict any key may evict them and keep the values.</summary>
    [Fact]
    public async Task A_tag_whose_set_was_evicted_removes_its_values_all_the_same()
    {
        await using var server = await RedisServer.StartAsync("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
        await using var cluster = server.CreateCluster();
        var source = new VersionedSource(4);
        await using var node = await CachingNode.StartAsync(cluster, "node", s_settings);
        await node.GetAsync(1, source);
        var sets = (RedisKey[])(await server.ExecuteAsync("KEYS", "psdk:*:tag:*"))!;
        Assert.NotEmpty(sets);
        foreach (var set in sets)
            await server.ExecuteAsync("DEL", set);
        source.Change(1);
        await node.Cache.RemoveByTagAsync("odd", Cancel);
        Assert.Equal(1, await node.GetAsync(1, source));
    }

    [Fact]
    public async Task A_tag_that_no_value_has_removes_nothing_where_sets_are_not_evicted()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var source = new VersionedSource(4);
        await using var node = await CachingNode.StartAsync(cluster, "node", s_settings);
        await node.GetAsync(1, source);
        await node.Cache.RemoveByTagAsync("even", Cancel);
        await node.GetAsync(1, source);
        Assert.Equal(1, source.Loads);
    }
}
