using Medallion.Threading;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Redis;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Engines.Tests.Locks;

/// <summary>Cluster locks behind the abstractions of DistributedLock.Core.</summary>
public abstract class ClusterLockProviderConformance(EngineFixture fixture) : IAsyncLifetime
{
    private EngineCluster _cluster = null!;
    private LockingNode _first = null!;
    private LockingNode _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDistributedLockProvider One => new ClusterLockProvider(_first.Locks);

    private IDistributedLockProvider Two => new ClusterLockProvider(_second.Locks);

    public async ValueTask InitializeAsync()
    {
        _cluster = await fixture.CreateClusterAsync();
        _first = await LockingNode.StartAsync(_cluster, "first");
        _second = await LockingNode.StartAsync(_cluster, "second");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_first?.DisposeAsync() ?? default);
        await (_second?.DisposeAsync() ?? default);
        await (_cluster?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task A_handle_is_the_cluster_lock_of_its_name()
    {
        await using (var handle = await One.AcquireLockAsync("a", cancellationToken: Cancel))
        {
            Assert.True(handle.HandleLostToken.CanBeCanceled);
            Assert.Null(await Two.TryAcquireLockAsync("a", cancellationToken: Cancel));
            Assert.Null(await _second.Locks.Get("a").TryAcquireAsync(Cancel));
            await Assert.ThrowsAsync<TimeoutException>(() => Two.AcquireLockAsync("a", TimeSpan.FromMilliseconds(50), Cancel).AsTask());
        }

        await using var next = await Two.AcquireLockAsync("a", TimeSpan.FromSeconds(20), Cancel);
        Assert.True(await _first.Locks.Get("a").IsHeldAsync(Cancel));
    }

    [Fact]
    public async Task Several_locks_are_taken_together_or_not_at_all()
    {
        await using (await One.AcquireAllLocksAsync(["x", "y"], cancellationToken: Cancel))
            Assert.Null(await Two.TryAcquireAllLocksAsync(["z", "y"], cancellationToken: Cancel));
        await using var all = await Two.TryAcquireAllLocksAsync(["z", "y"], TimeSpan.FromSeconds(20), Cancel);
        Assert.NotNull(all);
    }

    [Fact]
    public async Task Readers_share_a_lock_and_a_writer_has_it_alone()
    {
        var (one, two) = (new ClusterLockProvider(_first.Locks), new ClusterLockProvider(_second.Locks));
        await using (await one.AcquireReadLockAsync("rw", cancellationToken: Cancel))
        {
            await using var other = await two.TryAcquireReadLockAsync("rw", TimeSpan.FromSeconds(20), Cancel);
            Assert.NotNull(other);
            Assert.Null(await two.TryAcquireWriteLockAsync("rw", cancellationToken: Cancel));
        }

        await using var write = await two.AcquireWriteLockAsync("rw", TimeSpan.FromSeconds(20), Cancel);
        Assert.Null(await one.TryAcquireReadLockAsync("rw", cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_semaphore_has_as_many_holders_as_it_says()
    {
        var (one, two) = (new ClusterLockProvider(_first.Locks), new ClusterLockProvider(_second.Locks));
        var semaphore = two.CreateSemaphore("s", 2);
        Assert.Equal(("s", 2), (semaphore.Name, semaphore.MaxCount));
        await using var first = await one.AcquireSemaphoreAsync("s", 2, cancellationToken: Cancel);
        await using (await semaphore.AcquireAsync(TimeSpan.FromSeconds(20), Cancel))
            Assert.Null(await one.TryAcquireSemaphoreAsync("s", 2, cancellationToken: Cancel));
        await using var again = await one.TryAcquireSemaphoreAsync("s", 2, TimeSpan.FromSeconds(20), Cancel);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Blocking_members_do_not_wait_for_the_context_that_they_block()
    {
        // On a thread whose context never runs anything: whoever comes back to it hangs.
        var done = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            try
            {
                using (One.AcquireLock("b"))
                    Assert.Null(Two.TryAcquireLock("b"));
                using var next = Two.TryAcquireLock("b", TimeSpan.FromSeconds(20));
                Assert.NotNull(next);
                Assert.IsType<DeadContext>(SynchronizationContext.Current);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }) { IsBackground = true };
        thread.Start();
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Waiting_for_a_lock_of_ones_own_is_a_deadlock_and_fails_at_once()
    {
        await using var handle = await One.AcquireLockAsync("c", cancellationToken: Cancel);
        await Assert.ThrowsAsync<DeadlockException>(async () => await One.AcquireLockAsync("c", cancellationToken: Cancel));
        Assert.Throws<DeadlockException>(() => One.AcquireLock("c", cancellationToken: Cancel));
        Assert.Null(await One.TryAcquireLockAsync("c", cancellationToken: Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("with\nlines")]
    [InlineData(300)]
    public async Task Any_text_is_a_name(object name)
    {
        var text = name as string ?? new string('n', (int)name);
        await using var handle = await One.TryAcquireLockAsync(text, cancellationToken: Cancel);
        Assert.NotNull(handle);
        Assert.Null(await Two.TryAcquireLockAsync(text, cancellationToken: Cancel));
        await using var other = await Two.TryAcquireLockAsync(text + "\n", cancellationToken: Cancel);
        Assert.NotNull(other);
    }

    [Fact]
    public async Task An_application_registers_them_with_one_line()
    {
        await using var services = new ServiceCollection().AddSingleton(_first.Plugin.Cluster).AddClusterDistributedLocks().BuildServiceProvider();
        await using var handle = await services.GetRequiredService<IDistributedLockProvider>().AcquireLockAsync("d", cancellationToken: Cancel);
        Assert.Null(await Two.TryAcquireLockAsync("d", cancellationToken: Cancel));
    }

    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}

public sealed class RedisClusterLockProviderTests(RedisFixture fixture) : ClusterLockProviderConformance(fixture)
{
    [Fact]
    public async Task A_handle_tells_that_its_lock_is_lost()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        await using var node = await LockingNode.StartAsync(cluster, "alone");
        var provider = new ClusterLockProvider(node.Locks, new LockSettings { Lease = TimeSpan.FromMilliseconds(500) });
        await using var handle = await provider.AcquireLockAsync("lost", cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(handle.HandleLostToken.IsCancellationRequested);
        server.Kill();
        await Eventually.BecomesTrueAsync(() => handle.HandleLostToken.IsCancellationRequested, "the holder is told");
    }
}

public sealed class InMemoryClusterLockProviderTests(InMemoryFixture fixture) : ClusterLockProviderConformance(fixture)
{
    [Fact]
    public void On_a_simulated_cluster_only_what_awaits_is_allowed() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var provider = new ClusterLockProvider(cluster[0].Member.CreatePlugin("acme").Cluster.Locks);
        var handle = await cluster[0].RunAsync(async () =>
        {
            Assert.Throws<NotSupportedException>(() => provider.AcquireLock("l", cancellationToken: TestContext.Current.CancellationToken));
            return await provider.AcquireLockAsync("l", cancellationToken: TestContext.Current.CancellationToken);
        });
        await cluster[0].RunAsync(async () =>
        {
            Assert.Throws<NotSupportedException>(handle.Dispose);
            await handle.DisposeAsync();
        });
    });
}
