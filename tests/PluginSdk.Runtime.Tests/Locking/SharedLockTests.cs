using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

/// <summary>Reader-writer locks, semaphores, several locks at once, and who holds them.</summary>
public sealed class SharedLockTests
{
    private const int Seeds = 20;

    [Fact]
    public void Readers_of_all_nodes_share_and_writers_are_alone() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var (readers, writers, most) = (0, 0, 0);
        await Task.WhenAll(cluster.Nodes.SelectMany(node => Enumerable.Range(0, 6).Select(number => node.RunAsync(async () =>
        {
            var both = node.Member.CreatePlugin("acme").Cluster.Locks.GetReaderWriter("l");
            for (var round = 0; round < 5; round++)
            {
                var write = number == 0;
                await using var lease = await (write ? both.Write : both.Read).AcquireAsync();
                (readers, writers) = write ? (readers, writers + 1) : (readers + 1, writers);
                most = Math.Max(most, readers);
                Assert.True(writers == 0 || (writers == 1 && readers == 0), $"{writers} writers and {readers} readers at once");
                await Task.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(10)), node.Time);
                (readers, writers) = write ? (readers, writers - 1) : (readers - 1, writers);
            }
        }))));
        Assert.True(most > 3, $"at most {most} readers at once");
        Assert.InRange(cluster.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    });

    [Fact]
    public void A_semaphore_has_as_many_holders_as_it_says() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var (holders, most) = (0, 0);
        await Task.WhenAll(cluster.Nodes.SelectMany(node => Enumerable.Range(0, 5).Select(_ => node.RunAsync(async () =>
        {
            await using var lease = await node.Member.CreatePlugin("acme").Cluster.Locks.GetSemaphore("s", 4).AcquireAsync();
            most = Math.Max(most, ++holders);
            await Task.Delay(TimeSpan.FromMilliseconds(50), node.Time);
            holders--;
        }))));
        Assert.Equal(4, most);
    });

    [Fact]
    public void The_place_of_a_killed_holder_of_a_semaphore_is_free_after_its_lease_and_a_cut_off_one_is_told_before() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        IClusterSemaphore On(int node) => cluster[node].Member.CreatePlugin("acme").Cluster.Locks.GetSemaphore("s", 2, new LockSettings { Lease = TimeSpan.FromSeconds(3) });
        var lease = await cluster[0].RunAsync(() => On(0).AcquireAsync().AsTask());
        TimeSpan? told = null;
        lease.Lost.Register(() => told = cluster.Elapsed);
        await cluster[1].RunAsync(() => On(1).AcquireAsync().AsTask());
        cluster[0].Cut();
        cluster[1].Kill();
        await cluster[2].RunAsync(() => On(2).AcquireAsync().AsTask());
        await cluster[2].RunAsync(() => On(2).AcquireAsync().AsTask());
        Assert.True(told < cluster.Elapsed);
        Assert.InRange(cluster.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));
    });

    [Fact]
    public void Callers_that_take_the_same_locks_in_any_order_never_wait_for_each_other() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        string[] names = ["a", "b", "c", "d"];
        var inside = new HashSet<string>();
        await Task.WhenAll(cluster.Nodes.SelectMany(node => Enumerable.Range(0, 3).Select(_ => node.RunAsync(async () =>
        {
            var locks = node.Member.CreatePlugin("acme").Cluster.Locks;
            for (var round = 0; round < 4; round++)
            {
                var mine = names.OrderBy(_ => cluster.Random.Next()).Take(2 + cluster.Random.Next(2)).ToArray();
                await using var lease = await locks.AcquireAllAsync(mine.Select(name => locks.Get(name)));
                Assert.All(mine, name => Assert.True(inside.Add(name)));
                await Task.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(5)), node.Time);
                lease.ThrowIfLost();
                inside.ExceptWith(mine);
            }
        }))));
        Assert.InRange(cluster.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    });

    [Fact]
    public void Several_locks_are_taken_all_or_none() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var locks = cluster[1].Member.CreatePlugin("acme").Cluster.Locks;
        var held = await cluster[0].RunAsync(() => cluster.LockOn(0, "b").AcquireAsync().AsTask());
        var none = await cluster[1].RunAsync(() => locks.TryAcquireAllAsync([locks.Get("b"), locks.Get("a")], TimeSpan.FromSeconds(1)).AsTask());
        Assert.Null(none);
        Assert.False(await cluster[0].RunAsync(() => cluster.LockOn(0, "a").IsHeldAsync().AsTask()));

        await cluster[0].RunAsync(() => held.DisposeAsync().AsTask());
        var both = await cluster[1].RunAsync(() => locks.TryAcquireAllAsync([locks.Get("b"), locks.Get("a")], TimeSpan.FromSeconds(1)).AsTask());
        Assert.NotNull(both);
        Assert.Equal("a, b", both.Name);
        Assert.True(both.FencingToken > held.FencingToken);
        await cluster[1].RunAsync(() => both.DisposeAsync().AsTask());
        Assert.NotNull(await cluster[0].RunAsync(() => cluster.LockOn(0, "a").TryAcquireAsync().AsTask()));
        Assert.NotNull(await cluster[0].RunAsync(() => cluster.LockOn(0, "b").TryAcquireAsync().AsTask()));
    });

    [Fact]
    public void Several_locks_are_lost_as_soon_as_one_is() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var locks = cluster[1].Member.CreatePlugin("acme").Cluster.Locks;
        var both = await cluster[1].RunAsync(() => locks.AcquireAllAsync([locks.Get("b", new LockSettings { Lease = TimeSpan.FromSeconds(1) }), locks.Get("a")]).AsTask());
        cluster[1].Cut();
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.True(both.Lost.IsCancellationRequested);
        Assert.Throws<ClusterLockLostException>(both.ThrowIfLost);
        await cluster[1].RunAsync(() => both.DisposeAsync().AsTask());
    });

    [Fact]
    public void A_lock_that_is_named_twice_or_held_already_is_refused_at_once() => SimulatedCluster.RunSeeds(1, cluster => cluster[0].RunAsync(async () =>
    {
        var locks = cluster[0].Member.CreatePlugin("acme").Cluster.Locks;
        await Assert.ThrowsAsync<LockRecursionException>(() => locks.AcquireAllAsync([locks.Get("a"), locks.Get("a")], CancellationToken.None).AsTask());
        await using (await locks.AcquireAllAsync([locks.Get("a"), locks.Get("b")], CancellationToken.None))
        {
            await Assert.ThrowsAsync<LockRecursionException>(() => locks.AcquireAllAsync([locks.Get("c"), locks.Get("b")], CancellationToken.None).AsTask());
            await Assert.ThrowsAsync<LockRecursionException>(() => locks.Get("a").AcquireAsync(CancellationToken.None).AsTask());
        }

        await using (await locks.Get("b").AcquireAsync(CancellationToken.None))
        {
        }
    }));

    [Fact]
    public void Everyone_sees_who_holds_a_lock_and_why() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var settings = new LockSettings { Purpose = "rebuild" };
        var plain = cluster[0].Member.CreatePlugin("acme").Cluster.Locks.Get("l", settings);
        var elsewhere = cluster.LockOn(1);
        Assert.Empty(await cluster[1].RunAsync(() => elsewhere.GetHoldersAsync().AsTask()));
        var lease = await cluster[0].RunAsync(() => plain.AcquireAsync().AsTask());
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));
        var holder = Assert.Single(await cluster[1].RunAsync(() => elsewhere.GetHoldersAsync().AsTask()));
        Assert.Equal(("node-1", "rebuild", lease.FencingToken), (holder.Node, holder.Purpose, holder.FencingToken));
        Assert.InRange(holder.HeldFor, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));

        var readers = cluster.Nodes.Select(node => (Node: node, Lock: node.Member.CreatePlugin("acme").Cluster.Locks.GetReaderWriter("l").Read)).ToArray();
        foreach (var (node, read) in readers)
            await node.RunAsync(() => read.AcquireAsync().AsTask());
        Assert.Equal(["node-1", "node-2", "node-3"], (await cluster[1].RunAsync(() => readers[1].Lock.GetHoldersAsync().AsTask())).Select(one => one.Node).Order());
    });
}
