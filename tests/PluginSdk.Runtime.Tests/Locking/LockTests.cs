using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

/// <summary>What a plugin sees of its locks while nothing goes wrong.</summary>
public sealed class LockTests
{
    private const int Seeds = 20;

    [Fact]
    public void A_lock_has_one_holder_in_the_cluster() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var (one, two) = (cluster.LockOn(0), cluster.LockOn(1));
        var lease = await cluster[0].RunAsync(() => one.TryAcquireAsync().AsTask());
        Assert.NotNull(lease);
        Assert.Null(await cluster[1].RunAsync(() => two.TryAcquireAsync().AsTask()));
        Assert.True(await cluster[1].RunAsync(() => two.IsHeldAsync().AsTask()));

        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        Assert.False(await cluster[1].RunAsync(() => two.IsHeldAsync().AsTask()));
        var next = await cluster[1].RunAsync(() => two.TryAcquireAsync().AsTask());
        Assert.NotNull(next);
        Assert.True(next.FencingToken > lease.FencingToken);
    });

    [Fact]
    public void The_timeline_tells_who_had_it() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync().AsTask());
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());

        var acquired = Assert.Single(cluster.Timeline.Of(TimelineKind.LockAcquired, "l"));
        Assert.Equal(("node-1", "acme", $"fencing token {lease.FencingToken}"), (acquired.Node, acquired.Plugin, acquired.Detail));
        Assert.Equal("held by node-1", Assert.Single(cluster.Timeline.Of(TimelineKind.LockRefused, "l")).Detail);
        Assert.StartsWith($"fencing token {lease.FencingToken}, held for ", Assert.Single(cluster.Timeline.Of(TimelineKind.LockReleased, "l")).Detail, StringComparison.Ordinal);
    });

    [Fact]
    public void A_held_lock_is_renewed_for_as_long_as_its_holder_runs() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMinutes(10));
        lease.ThrowIfLost();
        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.InRange(lease.Remaining, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
        Assert.Null(await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync().AsTask()));
    });

    [Fact]
    public void Waiters_of_all_nodes_are_served_first_come_first_served() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        var served = new List<int>();
        var waiting = new List<Task>();
        for (var i = 0; i < 12; i++)
        {
            var number = i;
            var node = cluster[cluster.Random.Next(3)];
            waiting.Add(node.RunAsync(async () =>
            {
                await using var mine = await cluster.LockOn(node).AcquireAsync();
                served.Add(number);
                await Task.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(20)), node.Time);
            }));
            // The next one comes when this one has its place.
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(20));
        }

        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 12), served);
    });

    [Fact]
    public void A_hand_off_takes_message_times_and_no_polling() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        var waiting = cluster[1].RunAsync(() => cluster.LockOn(1).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        var before = cluster.Elapsed;
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await waiting;
        // Release, notice, request and answer, each at most 2 ms.
        Assert.InRange(cluster.Elapsed - before, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    });

    [Fact]
    public void A_wait_that_runs_out_is_told_and_its_place_is_given_up() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        Assert.Null(await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync(TimeSpan.FromSeconds(1)).AsTask()));
        await Assert.ThrowsAsync<TimeoutException>(() => cluster[2].RunAsync(() => cluster.LockOn(2).AcquireAsync(TimeSpan.FromSeconds(1)).AsTask()));
        Assert.InRange(cluster.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1));

        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(20));
        Assert.NotNull(await cluster[0].RunAsync(() => cluster.LockOn(0).TryAcquireAsync().AsTask()));
    });

    [Fact]
    public void A_cancelled_wait_holds_nothing_whenever_the_cancellation_comes() => SimulatedCluster.RunSeeds(60, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        using var cancellation = new CancellationTokenSource();
        var waiting = cluster[1].RunAsync(() => cluster.LockOn(1).AcquireAsync(cancellation.Token).AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(10));
        var releasing = cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 8));
        await cluster[1].RunAsync(() => { cancellation.Cancel(); return Task.CompletedTask; });
        await releasing;
        try
        {
            await using var won = await waiting;
        }
        catch (OperationCanceledException e)
        {
            Assert.Equal(cancellation.Token, e.CancellationToken);
        }

        await using var next = await cluster[2].RunAsync(() => cluster.LockOn(2).TryAcquireAsync(TimeSpan.FromMilliseconds(50)).AsTask());
        Assert.NotNull(next);
    });

    [Fact]
    public void Waiting_for_a_lock_that_the_caller_holds_fails_at_once() => SimulatedCluster.RunSeeds(1, cluster => cluster[0].RunAsync(async () =>
    {
        var mine = cluster.LockOn(0);
        await using (await mine.AcquireAsync())
        {
            await Assert.ThrowsAsync<LockRecursionException>(() => mine.AcquireAsync(CancellationToken.None).AsTask());
            await Assert.ThrowsAsync<LockRecursionException>(() => CallAsync());
            Assert.Null(await mine.TryAcquireAsync());
            await using var other = await cluster.LockOn(0, "another").AcquireAsync();
        }

        await using var again = await mine.AcquireAsync(TimeSpan.FromSeconds(1));

        async Task CallAsync()
        {
            await Task.Yield();
            await mine.TryAcquireAsync(TimeSpan.FromSeconds(5));
        }
    }));

    [Fact]
    public void Names_belong_to_their_plugin_unless_they_are_global() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var one = cluster[0].Member.CreatePlugin("one").Cluster.Locks;
        var two = cluster[1].Member.CreatePlugin("two").Cluster.Locks;
        var global = new LockSettings { Global = true };
        await cluster[0].RunAsync(() => one.Get("x").AcquireAsync().AsTask());
        Assert.NotNull(await cluster[1].RunAsync(() => two.Get("x").TryAcquireAsync().AsTask()));
        await cluster[0].RunAsync(() => one.Get("x", global).AcquireAsync().AsTask());
        Assert.Null(await cluster[1].RunAsync(() => two.Get("x", global).TryAcquireAsync().AsTask()));
    });

    [Fact]
    public void Disposing_twice_releases_once() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        var next = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        next.ThrowIfLost();
        Assert.Null(await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync().AsTask()));
        Assert.Single(cluster.Timeline.Of(TimelineKind.LockReleased));
    });

    [Fact]
    public void A_plugin_that_stops_leaves_no_lock_and_no_waiter() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var plugin = cluster[0].Member.CreatePlugin("acme");
        var lease = await cluster[0].RunAsync(() => plugin.Cluster.Locks.Get("l").AcquireAsync().AsTask());
        var held = await cluster[1].RunAsync(() => cluster.LockOn(1, "m").AcquireAsync().AsTask());
        var waiting = cluster[0].RunAsync(() => plugin.Cluster.Locks.Get("m").AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(10));

        await cluster[0].RunAsync(plugin.StopAsync);
        Assert.True(lease.Lost.IsCancellationRequested);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.NotNull(await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync().AsTask()));
        await cluster[1].RunAsync(() => held.DisposeAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(10));
        Assert.NotNull(await cluster[1].RunAsync(() => cluster.LockOn(1, "m").TryAcquireAsync().AsTask()));
    });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void A_name_that_is_none_is_refused(string name) => SimulatedCluster.RunSeeds(1, cluster =>
    {
        Assert.ThrowsAny<ArgumentException>(() => cluster.LockOn(0, name));
        return Task.CompletedTask;
    });

    [Fact]
    public void Names_and_leases_have_limits() => SimulatedCluster.RunSeeds(1, cluster =>
    {
        cluster.LockOn(0, new string('x', 255));
        Assert.Contains("255", Assert.Throws<ArgumentException>(() => cluster.LockOn(0, new string('x', 256))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.LockOn(0, lease: TimeSpan.FromMilliseconds(99)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cluster.LockOn(0, lease: TimeSpan.FromMinutes(6)));
        return Task.CompletedTask;
    });
}
