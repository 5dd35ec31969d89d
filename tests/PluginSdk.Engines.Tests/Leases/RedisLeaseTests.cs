using PluginSdk.Redis;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Engines.Tests.Leases;

public sealed class RedisLeaseTests(RedisFixture fixture) : LeaseConformance(fixture)
{
    [Fact]
    public async Task A_name_that_is_not_used_any_more_leaves_nothing_behind()
    {
        var cluster = (RedisCluster)Cluster;
        await using var subscription = await First.SubscribeAsync("w", _ => { }, Cancel);
        for (var i = 0; i < 20; i++)
        {
            var held = await AskAsync(First, $"order-{i}", "one");
            await AskAsync(First, $"order-{i}", "two", place: new LeasePlace("w"));
            await First.ReleaseAsync($"order-{i}", "one", held.FencingToken, Cancel);
            var next = await AskAsync(First, $"order-{i}", "two", place: new LeasePlace("w"));
            Assert.True(next.Granted);
            await First.ReleaseAsync($"order-{i}", "two", next.FencingToken, Cancel);
        }

        Assert.Equal([$"psdk:{{{cluster.Name}}}:lease-clock"], await KeysAsync(cluster));
    }

    [Fact]
    public async Task What_a_crash_leaves_expires()
    {
        var cluster = (RedisCluster)Cluster;
        await AskAsync(First, "a", "dead");
        await AskAsync(First, "a", "waits", place: new LeasePlace("dead-node"));
        foreach (var key in await KeysAsync(cluster))
        {
            var life = (long)await cluster.Server.ExecuteAsync("PTTL", key);
            Assert.True(key.EndsWith("lease-clock", StringComparison.Ordinal) || life > 0, $"{key} stays for ever");
        }
    }

    [Fact]
    public async Task A_cautious_node_too_is_granted_at_once_on_a_server_that_can_have_lost_nothing()
    {
        var server = ((RedisCluster)Cluster).Server;
        var name = $"new-{Guid.NewGuid():n}";
        // The server of these tests is flushed by none of them; it must only have been up for longer than the grace.
        await using var engine = new RedisEngine(new RedisEngineOptions { Configuration = server.Endpoint, ClusterName = name, EmptyServerIsNewCluster = false, LeaseGrace = TimeSpan.FromMilliseconds(1) });
        await engine.ConnectAsync(Cancel);
        await Eventually.BecomesTrueAsync(async () => Uptime(await server.ExecuteAsync("INFO", "server")) >= 2, "the server has been up for two seconds");
        Assert.True((await AskAsync(engine.Leases, "a", "one")).Granted);
    }

    private static int Uptime(RedisResult info) =>
        int.Parse(((string)info!).Split('\n').Single(line => line.StartsWith("uptime_in_seconds:", StringComparison.Ordinal)).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string[]> KeysAsync(RedisCluster cluster) =>
        [.. ((string[])(await cluster.Server.ExecuteAsync("KEYS", $"psdk:{{{cluster.Name}}}:lease*"))!).Order(StringComparer.Ordinal)];
}
