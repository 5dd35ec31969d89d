using PluginSdk.Redis;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

/// <summary>A replica becomes the master: because the master died, or although it still answers.</summary>
public sealed class RedisFailoverTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sentinel_s_new_master_grants_the_lock_with_a_larger_token_when_the_lease_has_lapsed()
    {
        await using var servers = await RedisSentinel.StartAsync();
        await using var engine = await ConnectAsync(servers.Configuration);
        var before = await AskAsync(engine, "one");
        Assert.True(before.Granted);
        await servers.Master.ExecuteAsync("WAIT", "1", "2000");
        servers.Master.Kill();

        LeaseAttempt after = default;
        await Eventually.BecomesTrueAsync(async () => (after = await AnsweredAsync(() => AskAsync(engine, "two"))).Granted, "the new master grants");
        Assert.True(after.FencingToken > before.FencingToken);
        Assert.False(await AnsweredAsync(() => engine.Leases.RenewAsync("a", "one", before.FencingToken, s_lease, Cancel)));
    }

    /// <summary>Both sides of a split grant: nothing but the token can tell the holders apart, so no token comes twice.</summary>
    [Fact]
    public async Task Two_masters_grant_no_token_twice_and_the_later_holder_has_the_larger_one()
    {
        await using var old = await RedisServer.StartAsync();
        await using var promoted = await RedisServer.StartAsync();
        await RedisSentinel.FollowAsync(promoted, old);
        await using var there = await ConnectAsync(old.Endpoint);
        var before = await AskAsync(there, "before", TimeSpan.FromSeconds(5));
        Assert.True(before.Granted);
        await Eventually.BecomesTrueAsync(async () => (long)await promoted.ExecuteAsync("DBSIZE") > 0, "the replica has the lease");
        await promoted.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await using var here = await ConnectAsync(promoted.Endpoint);
        // The lease that was replicated is respected by the new master.
        Assert.False((await AskAsync(here, "after")).Granted);

        var seen = new List<long> { before.FencingToken };
        for (var i = 0; i < 50; i++)
        {
            var (one, name) = (i % 2 == 0 ? there : here, $"lock-{i}");
            var attempt = await one.Leases.TryAcquireAsync(new LeaseRequest(name, $"owner-{i}", s_lease) { Node = "node", Purpose = "" }, Cancel);
            Assert.True(attempt.Granted);
            seen.Add(attempt.FencingToken);
        }

        // The two run on one machine's clock, which is what the promise asks of a failover's servers.
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        // Its holder renews it where it got it, and the new master hears nothing of that: both hold it from then on.
        LeaseAttempt after = default;
        await Eventually.BecomesTrueAsync(async () =>
        {
            Assert.True(await there.Leases.RenewAsync("a", "before", before.FencingToken, s_lease, Cancel));
            return (after = await AskAsync(here, "after")).Granted;
        }, "the new master hears of no renewal and grants");
        Assert.True(after.FencingToken > before.FencingToken);
    }

    private static async Task<RedisEngine> ConnectAsync(string configuration)
    {
        var engine = new RedisEngine(new RedisEngineOptions { Configuration = configuration, ClusterName = "failover" });
        await engine.ConnectAsync(Cancel);
        return engine;
    }

    private static async Task<LeaseAttempt> AskAsync(RedisEngine engine, string owner, TimeSpan? lease = null) =>
        await engine.Leases.TryAcquireAsync(new LeaseRequest("a", owner, lease ?? s_lease) { Node = "node", Purpose = "" }, Cancel);

    /// <summary>Until the connections have found the new master.</summary>
    private static async Task<T> AnsweredAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
            }
        }
    }

    private static Task<bool> AnsweredAsync(Func<ValueTask<bool>> ask) => AnsweredAsync(() => ask().AsTask());
}
