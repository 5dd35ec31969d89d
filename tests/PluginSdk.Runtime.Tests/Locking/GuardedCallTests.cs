using PluginSdk.CompilerServices;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

/// <summary>What a generated guarded method does: nothing that ends Core hides anything else that happened.</summary>
public sealed class GuardedCallTests
{
    private const int Seeds = 10;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(3);

    [Fact]
    public void The_lock_is_held_while_Core_runs_and_free_afterwards() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var result = await cluster[0].RunAsync(() => GuardedCall.RunAsync(cluster.LockOn(0), null, 20, async (state, lease, token) =>
        {
            Assert.Equal("l", lease.Name);
            Assert.True(await cluster.LockOn(0).IsHeldAsync(token));
            return state + 1;
        }, CancellationToken.None));
        Assert.Equal(21, result);
        Assert.False(await cluster[0].RunAsync(() => cluster.LockOn(0).IsHeldAsync().AsTask()));
    });

    [Fact]
    public void Without_the_lock_a_try_runs_nothing_and_a_call_with_a_wait_times_out() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        await using var held = await cluster[0].RunAsync(() => cluster.LockOn(0).AcquireAsync().AsTask());
        var tried = await cluster[1].RunAsync(() => GuardedCall.TryRunAsync(cluster.LockOn(1), null, 0, (_, _, _) => throw new InvalidOperationException("ran"), CancellationToken.None));
        var waited = await cluster[1].RunAsync(() => GuardedCall.TryRunAsync<int, int>(cluster.LockOn(1), TimeSpan.FromSeconds(1), 0, (_, _, _) => throw new InvalidOperationException("ran"), CancellationToken.None));
        Assert.False(tried.Acquired);
        Assert.False(waited.Acquired);
        await Assert.ThrowsAsync<TimeoutException>(() => cluster[1].RunAsync(() => GuardedCall.RunAsync(cluster.LockOn(1), TimeSpan.FromSeconds(1), 0, (_, _, _) => throw new InvalidOperationException("ran"), CancellationToken.None)));
    });

    [Fact]
    public void When_the_lease_is_lost_Core_is_cancelled_and_the_caller_is_told_so() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var running = RunCutOffAsync(cluster, (lease, token) => Task.Delay(Timeout.InfiniteTimeSpan, cluster[0].Time, token));
        var lost = await Assert.ThrowsAsync<ClusterLockLostException>(() => running);
        Assert.Equal("l", lost.LockName);
        Assert.IsAssignableFrom<OperationCanceledException>(lost.InnerException);
    });

    [Fact]
    public void When_the_caller_cancels_it_gets_its_own_cancellation() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1), cluster[0].Time);
        var running = cluster[0].RunAsync(() => GuardedCall.RunAsync(cluster.LockOn(0), null, 0, (_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, cluster[0].Time, token), cancellation.Token));
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.IsNotType<ClusterLockLostException>(cancelled.InnerException);
        Assert.False(await cluster[0].RunAsync(() => cluster.LockOn(0).IsHeldAsync().AsTask()));
    });

    [Fact]
    public void When_both_happened_neither_hides_the_other() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        using var cancellation = new CancellationTokenSource();
        var cancelled = await cluster[0].RunAsync(() => Assert.ThrowsAnyAsync<OperationCanceledException>(() => GuardAsync(cluster, async (lease, token) =>
        {
            await Task.Delay(s_lease * 2, cluster[0].Time, CancellationToken.None);
            cancellation.Cancel();
            token.ThrowIfCancellationRequested();
        }, cancellation.Token)));
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.IsType<ClusterLockLostException>(cancelled.InnerException);
    });

    [Fact]
    public void Cores_own_failure_under_a_lost_lease_is_told_with_the_loss() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var running = RunCutOffAsync(cluster, async (lease, token) =>
        {
            await Task.Delay(s_lease * 2, cluster[0].Time, CancellationToken.None);
            throw new InvalidDataException("boom");
        });
        var lost = await Assert.ThrowsAsync<ClusterLockLostException>(() => running);
        Assert.IsType<InvalidDataException>(lost.InnerException);
    });

    [Fact]
    public void Core_that_did_not_notice_the_loss_does_not_end_as_if_it_had_been_guarded() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var running = RunCutOffAsync(cluster, (lease, token) => Task.Delay(s_lease * 2, cluster[0].Time, CancellationToken.None));
        await Assert.ThrowsAsync<ClusterLockLostException>(() => running);
    });

    [Fact]
    public void A_release_that_fails_hides_neither_result_nor_failure() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var failing = RunCutOffAsync(cluster, (lease, token) => throw new InvalidDataException("boom"));
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        cluster[0].Heal();
        await cluster.DelayAsync(s_lease);
        await RunCutOffAsync(cluster, (lease, token) => Task.CompletedTask);
        cluster[0].Heal();
        // It is released on the side as soon as the engine answers.
        await cluster.DelayAsync(TimeSpan.FromSeconds(1.1));
        Assert.False(await cluster[1].RunAsync(() => cluster.LockOn(1).IsHeldAsync().AsTask()));
    });

    [Fact]
    public void A_guarded_method_that_calls_itself_fails_at_once() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var mine = cluster.LockOn(0);
        var before = cluster.Elapsed;
        await Assert.ThrowsAsync<LockRecursionException>(() => cluster[0].RunAsync(() => GuardedCall.RunAsync(mine, null, 0, async (_, _, token) =>
        {
            await Task.Yield();
            await GuardedCall.RunAsync(mine, null, 0, (_, _, _) => Task.CompletedTask, token);
        }, CancellationToken.None)));
        Assert.InRange(cluster.Elapsed - before, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    });

    private static Task RunCutOffAsync(SimulatedCluster cluster, Func<ClusterLockLease, CancellationToken, Task> core) =>
        cluster[0].RunAsync(() => GuardAsync(cluster, core, CancellationToken.None));

    /// <summary>Runs Core under the lock on the first node, which is cut off as soon as it holds it.</summary>
    private static Task GuardAsync(SimulatedCluster cluster, Func<ClusterLockLease, CancellationToken, Task> core, CancellationToken cancellationToken) =>
        GuardedCall.RunAsync(cluster.LockOn(0, lease: s_lease), null, 0, (_, lease, token) =>
        {
            cluster[0].Cut();
            return core(lease, token);
        }, cancellationToken);
}
