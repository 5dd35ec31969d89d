using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

/// <summary>The lock's promises under pauses, cuts, crashes and an engine that loses its data, in virtual time.</summary>
public sealed class LockFaultTests
{
    private const int Seeds = 40;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_holder_that_is_cut_off_is_told_before_anyone_else_can_hold_the_lock() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        TimeSpan? told = null;
        lease.Lost.Register(() => told = cluster.Elapsed);
        var waiting = cluster[1].RunAsync(() => cluster.LockOn(1, lease: s_lease).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 4));
        lease.ThrowIfLost();

        cluster[0].Cut();
        var cutAt = cluster.Elapsed;
        await waiting;

        Assert.NotNull(told);
        Assert.True(told < cluster.Elapsed, $"told at {told}, the other had it at {cluster.Elapsed}");
        Assert.Throws<ClusterLockLostException>(lease.ThrowIfLost);
        Assert.Equal(TimeSpan.Zero, lease.Remaining);
        Assert.InRange(cluster.Elapsed - cutAt, s_lease / 3, s_lease + TimeSpan.FromMilliseconds(20));
        Assert.Contains("no renewal", Assert.Single(cluster.Timeline.Of(TimelineKind.LockLost)).Detail, StringComparison.Ordinal);
        cluster[0].Heal();
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await cluster.DelayAsync(s_lease);
        Assert.Null(await cluster[2].RunAsync(() => cluster.LockOn(2, lease: s_lease).TryAcquireAsync().AsTask()));
    });

    [Fact]
    public void A_cut_shorter_than_the_lease_costs_nothing() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        for (var i = 0; i < 5; i++)
        {
            // Renewed every 5 s; after a failure every 1.25 s.
            await cluster.DelayAsync(TimeSpan.FromSeconds(1.5 + cluster.Random.NextDouble() * 10));
            cluster[0].Cut();
            await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 7));
            cluster[0].Heal();
        }

        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        lease.ThrowIfLost();
    });

    [Fact]
    public void A_paused_holder_is_told_on_resume_before_it_can_pass_ThrowIfLost() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        var lost = false;
        var checks = 0;
        var working = cluster[0].RunAsync(async () =>
        {
            while (!lost)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cluster[0].Time);
                checks++;
                try
                {
                    lease.ThrowIfLost();
                    Assert.False(cluster.Timeline.Of(TimelineKind.LockAcquired).Count > 1, "the old holder passed its check after another had the lock");
                }
                catch (ClusterLockLostException e)
                {
                    Assert.Equal(lease.FencingToken, e.FencingToken);
                    lost = true;
                }
            }
        });
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        cluster[0].Pause();
        var next = await cluster[1].RunAsync(() => cluster.LockOn(1, lease: s_lease).AcquireAsync().AsTask());
        Assert.True(next.FencingToken > lease.FencingToken);
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        cluster[0].Resume();
        await working;
        Assert.True(checks > 10);
        next.ThrowIfLost();
    });

    [Fact]
    public void The_lock_of_a_killed_holder_is_free_after_its_lease() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        var waiting = new[] { 1, 2 }.Select(i => cluster[i].RunAsync(() => cluster.LockOn(i, lease: s_lease).AcquireAsync().AsTask())).ToArray();
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        var before = cluster.Elapsed;
        cluster[0].Kill();
        await await Task.WhenAny(waiting);
        Assert.InRange(cluster.Elapsed - before, TimeSpan.Zero, s_lease + TimeSpan.FromMilliseconds(20));
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_first_waiter_that_is_dead_or_cut_off_costs_milliseconds(bool killed) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        for (var i = 0; i < 5; i++)
            _ = cluster[1].RunAsync(() => cluster.LockOn(1).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        var waiting = cluster[2].RunAsync(() => cluster.LockOn(2).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(50));
        if (killed)
            cluster[1].Kill();
        else
            cluster[1].Cut();

        var before = cluster.Elapsed;
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await waiting;
        Assert.InRange(cluster.Elapsed - before, TimeSpan.Zero, TimeSpan.FromMilliseconds(520));
    });

    [Fact]
    public void What_was_granted_without_the_client_hearing_of_it_is_given_back()
    {
        var unheard = 0;
        SimulatedCluster.RunSeeds(60, async cluster =>
        {
            var asking = cluster[0].RunAsync(() => cluster.LockOn(0).TryAcquireAsync().AsTask());
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 4));
            cluster[0].Cut();
            try
            {
                await using var lease = await asking;
            }
            catch (EngineUnavailableException)
            {
                unheard += await cluster.Engine.Leases.GetHolderAsync("acme/l", CancellationToken.None) is null ? 0 : 1;
            }

            cluster[0].Heal();
            await cluster.DelayAsync(TimeSpan.FromSeconds(2));
            Assert.NotNull(await cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync().AsTask()));
        });
        Assert.True(unheard > 0, "no seed cut the link between the grant and its answer");
    }

    [Fact]
    public void A_waiter_outlives_cuts_and_still_gets_its_turn() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        var waiting = cluster[1].RunAsync(() => cluster.LockOn(1).AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 10));
        cluster[1].Cut();
        await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 20));
        await cluster[0].RunAsync(() => lease.DisposeAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 5));
        Assert.False(waiting.IsCompleted && waiting.Result.Remaining == TimeSpan.Zero);
        cluster[1].Heal();
        var before = cluster.Elapsed;
        var granted = await waiting;
        granted.ThrowIfLost();
        Assert.InRange(cluster.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(3.1));
    });

    [Fact]
    public void A_wait_that_ran_out_while_the_engine_was_unreachable_says_so() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        cluster[1].Cut();
        await Assert.ThrowsAsync<EngineUnavailableException>(() => cluster[1].RunAsync(() => cluster.LockOn(1).TryAcquireAsync(TimeSpan.FromSeconds(10)).AsTask()));
    });

    [Fact]
    public void An_engine_that_comes_up_empty_tells_the_holder_before_anyone_else_can_hold_the_lock() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var lease = await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        TimeSpan? told = null;
        lease.Lost.Register(() => told = cluster.Elapsed);
        await cluster.DelayAsync(TimeSpan.FromSeconds(cluster.Random.NextDouble() * 4));
        ((InMemoryLeaseStore)cluster.Engine.Leases).LoseData();
        var next = await cluster[1].RunAsync(() => cluster.LockOn(1, lease: s_lease).AcquireAsync().AsTask());
        Assert.True(told < cluster.Elapsed);
        Assert.True(next.FencingToken > lease.FencingToken);
    });

    [Fact]
    public void Under_any_mix_of_faults_tokens_order_all_holders_and_live_nodes_go_on() => SimulatedCluster.RunSeeds(60, async cluster =>
    {
        var resource = new FencedCounter();
        var stop = false;
        var workers = cluster.Nodes.SelectMany(node => Enumerable.Range(0, 2).Select(_ => node.RunAsync(async () =>
        {
            while (!stop)
            {
                try
                {
                    await using var lease = await cluster.LockOn(node, lease: s_lease).TryAcquireAsync(TimeSpan.FromSeconds(30));
                    if (lease is null)
                        continue;
                    var read = resource.Read(lease.FencingToken);
                    await Task.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(50)), node.Time);
                    resource.Write(lease.FencingToken, read + 1);
                }
                catch (EngineUnavailableException)
                {
                }
            }
        }))).ToArray();

        for (var i = 0; i < 6; i++)
        {
            var victim = cluster[cluster.Random.Next(2)];
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(4000)));
            var cut = cluster.Random.Next(2) == 0;
            if (cut) victim.Cut(); else victim.Pause();
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(8000)));
            if (cut) victim.Heal(); else victim.Resume();
        }

        var before = resource.Accepted;
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));
        Assert.True(resource.Accepted > before + 20, "the lock idles although all nodes are well again");
        stop = true;
        await Task.WhenAll(workers);
        Assert.Equal(resource.Accepted, resource.Value);
    });

    /// <summary>A resource that checks tokens: a read-modify-write under the lock, of which a stale one is refused.</summary>
    private sealed class FencedCounter
    {
        private long _highest;

        public int Value { get; private set; }

        public int Accepted { get; private set; }

        /// <summary>Reading takes part too: what a predecessor writes after it is refused.</summary>
        public int Read(long fencingToken)
        {
            _highest = Math.Max(_highest, fencingToken);
            return Value;
        }

        public void Write(long fencingToken, int value)
        {
            if (fencingToken < _highest)
                return;
            _highest = fencingToken;
            Value = value;
            Accepted++;
        }
    }
}
