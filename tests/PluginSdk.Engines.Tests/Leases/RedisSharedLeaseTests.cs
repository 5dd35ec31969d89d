using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

public sealed class RedisSharedLeaseTests(RedisFixture fixture) : SharedLeaseConformance(fixture)
{
    [Fact]
    public async Task A_name_that_is_not_used_any_more_leaves_nothing_behind()
    {
        var cluster = (RedisCluster)Cluster;
        await using var subscription = await First.SubscribeAsync("w", _ => { }, Cancel);
        var held = await AskAsync(First, "order", "one");
        await AskAsync(First, "order", "two", place: new LeasePlace("w"));
        foreach (var key in await KeysAsync(cluster))
            Assert.True(key.EndsWith("lease-clock", StringComparison.Ordinal) || (long)await cluster.Server.ExecuteAsync("PTTL", key) > 0, $"{key} stays for ever");
        await First.ReleaseAsync("order", "one", held.FencingToken, Cancel);
        var next = await AskAsync(First, "order", "two", place: new LeasePlace("w"));
        Assert.True(next.Granted);
        await First.ReleaseAsync("order", "two", next.FencingToken, Cancel);
        Assert.Equal([$"psdk:{{{cluster.Name}}}:lease-clock"], await KeysAsync(cluster));
    }

    private static async Task<string[]> KeysAsync(RedisCluster cluster) =>
        (string[])(await cluster.Server.ExecuteAsync("KEYS", $"psdk:{{{cluster.Name}}}:*lease*"))!;
}
