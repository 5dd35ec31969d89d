using PluginSdk.Redis;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

/// <summary>A server of their own, since they make it lose its data.</summary>
public sealed class RedisGraceTests : IAsyncLifetime
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    private RedisServer? _server;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_data_was_lost_nothing_is_granted_before_the_old_leases_have_lapsed(bool restart)
    {
        await using var holder = await ConnectAsync(cautious: false);
        await using var witness = await ConnectAsync(cautious: false);
        var before = await AskAsync(holder, "a", "one");
        Assert.True(before.Granted);
        Assert.False((await AskAsync(witness, "a", "two")).Granted);
        var lostAt = TimeProvider.System.GetTimestamp();
        await LoseDataAsync(restart);

        var refused = await AnsweredAsync(() => AskAsync(witness, "a", "two"));
        Assert.False(refused.Granted);
        Assert.True(refused.OnHold);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromMilliseconds(1), s_lease);
        Assert.False(await AnsweredAsync(() => holder.Leases.RenewAsync("a", "one", before.FencingToken, s_lease, Cancel)));

        LeaseAttempt granted = default;
        await Eventually.BecomesTrueAsync(async () => (granted = await AskAsync(witness, "a", "two")).Granted, "the grace ends");
        Assert.True(TimeProvider.System.GetElapsedTime(lostAt) >= s_lease);
        Assert.True(granted.FencingToken > before.FencingToken);
    }

    [Fact]
    public async Task A_holders_renewal_is_enough_to_tell_the_engine_that_it_lost_its_data()
    {
        await using var holder = await ConnectAsync(cautious: false);
        var before = await AskAsync(holder, "a", "one");
        await LoseDataAsync(restart: false);
        Assert.False(await holder.Leases.RenewAsync("a", "one", before.FencingToken, s_lease, Cancel));

        await using var newcomer = await ConnectAsync(cautious: false);
        Assert.False((await AskAsync(newcomer, "a", "two")).Granted);
    }

    [Fact]
    public async Task The_first_lock_of_a_new_cluster_is_granted_at_once()
    {
        await using var newcomer = await ConnectAsync(cautious: false);
        Assert.True((await AskAsync(newcomer, "a", "one")).Granted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_newcomer_that_is_first_after_a_loss_is_stopped_by_whoever_remembers_although_that_asks_for_nothing(bool restart)
    {
        await using var holder = await ConnectAsync(cautious: false);
        Assert.True((await AskAsync(holder, "a", "one")).Granted);
        await LoseDataAsync(restart);
        await using var newcomer = await ConnectAsync(cautious: false);

        // The newcomer may have something in the first moment, and then nothing more until the old leases have lapsed.
        await AnsweredAsync(() => AskAsync(newcomer, "other", "n"));
        await Eventually.BecomesTrueAsync(async () => (long)await _server!.ExecuteAsync("HGET", "psdk:{grace}:lease-clock", "grace") > 0, "the holder says that it remembers");
    }

    [Fact]
    public async Task Nobody_remembering_a_server_that_was_just_started_or_flushed_holds_back_too()
    {
        await using var newcomer = await ConnectAsync(cautious: true);
        var refused = await AskAsync(newcomer, "a", "one");
        Assert.False(refused.Granted);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromMilliseconds(1), s_lease);
        await Eventually.BecomesTrueAsync(async () => (await AskAsync(newcomer, "a", "one")).Granted, "the grace ends");

        await LoseDataAsync(restart: false);
        await using var other = await ConnectAsync(cautious: true);
        Assert.False((await AskAsync(other, "a", "two")).Granted);
    }

    private async Task LoseDataAsync(bool restart)
    {
        if (restart)
            await _server!.RestartAsync();
        else
            await _server!.ExecuteAsync("FLUSHALL");
    }

    private async Task<RedisEngine> ConnectAsync(bool cautious)
    {
        var engine = new RedisEngine(new RedisEngineOptions { Configuration = $"{_server!.Endpoint},connectTimeout=1000", ClusterName = "grace", EmptyServerIsNewCluster = !cautious, LeaseGrace = s_lease });
        await engine.ConnectAsync(Cancel);
        return engine;
    }

    private static ValueTask<LeaseAttempt> AskAsync(RedisEngine engine, string name, string owner) =>
        engine.Leases.TryAcquireAsync(new LeaseRequest(name, owner, s_lease), Cancel);

    /// <summary>The first answer after a restart.</summary>
    private static async Task<T> AnsweredAsync<T>(Func<ValueTask<T>> ask)
    {
        T answer = default!;
        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                answer = await ask();
                return true;
            }
            catch (EngineUnavailableException)
            {
                return false;
            }
        }, "the server answers again");
        return answer;
    }
}
