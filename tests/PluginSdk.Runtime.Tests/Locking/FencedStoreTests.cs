using System.Buffers.Binary;
using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Locking;

/// <summary>The store that refuses superseded holders, under pauses and cuts in virtual time.</summary>
public sealed class FencedStoreTests
{
    private const int Seeds = 40;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_holder_that_was_paused_past_its_lease_writes_nothing() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var old = await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        var late = cluster[0].RunAsync(async () =>
        {
            // The last check was long before the write: the case that no token of the holder's own can catch.
            old.ThrowIfLost();
            await Task.Delay(TimeSpan.FromSeconds(1), cluster[0].Time);
            await StoreOn(cluster, 0).WriteAsync("k", Number(1), old.FencingToken);
        });
        // Not before the check.
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(50, 900)));
        cluster[0].Pause();
        var next = await cluster[1].RunAsync(() => cluster.LockOn(1, lease: s_lease).AcquireAsync().AsTask());
        await cluster[1].RunAsync(() => StoreOn(cluster, 1).WriteAsync("k", Number(2), next.FencingToken).AsTask());
        cluster[0].Resume();

        var refused = await Assert.ThrowsAsync<StaleFenceException>(() => late);

        Assert.Equal((old.FencingToken, next.FencingToken), (refused.FencingToken, refused.LargestSeen));
        Assert.Equal(2, NumberOf(await cluster[2].RunAsync(() => StoreOn(cluster, 2).PeekAsync("k").AsTask())));
    });

    [Fact]
    public void What_a_newer_holder_has_read_stays_until_it_writes() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var old = await cluster[0].RunAsync(() => cluster.LockOn(0, lease: s_lease).AcquireAsync().AsTask());
        var written = 0L;
        var writing = cluster[0].RunAsync(async Task () =>
        {
            while (true)
            {
                try
                {
                    await StoreOn(cluster, 0).WriteAsync("k", Number(++written), old.FencingToken);
                }
                catch (EngineUnavailableException)
                {
                    // The pause was longer than the wait for an answer.
                }
            }
        });
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(20 + cluster.Random.NextDouble() * 10));
        cluster[0].Pause();
        var next = await cluster[1].RunAsync(() => cluster.LockOn(1, lease: s_lease).AcquireAsync().AsTask());
        // The old one is back in the midst of its writes, and never asks whether it still holds the lock.
        cluster[0].Resume();
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 10));

        var read = NumberOf(await cluster[1].RunAsync(() => StoreOn(cluster, 1).ReadAsync("k", next.FencingToken).AsTask()));
        await Assert.ThrowsAsync<StaleFenceException>(() => writing);

        Assert.True(read > 0 && written > read, $"{written} written, {read} read");
        Assert.Equal(read, NumberOf(await cluster[1].RunAsync(() => StoreOn(cluster, 1).ReadAsync("k", next.FencingToken).AsTask())));
    });

    [Fact]
    public void A_read_of_a_key_that_was_never_written_refuses_older_holders_too() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var store = StoreOn(cluster, 0);
        Assert.Null(await cluster[0].RunAsync(() => store.ReadAsync("k", 8).AsTask()));
        await Assert.ThrowsAsync<StaleFenceException>(() => cluster[0].RunAsync(() => store.WriteAsync("k", Number(1), 7).AsTask()));
        Assert.Null(await cluster[0].RunAsync(() => store.PeekAsync("k").AsTask()));
        await cluster[0].RunAsync(() => store.WriteAsync("k", ReadOnlyMemory<byte>.Empty, 8).AsTask());
        Assert.Equal(0, (await cluster[0].RunAsync(() => store.PeekAsync("k").AsTask()))!.Value.Length);
    });

    [Fact]
    public void A_value_and_its_fence_live_as_long_as_they_were_told() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var store = StoreOn(cluster, 0);
        await cluster[0].RunAsync(() => store.WriteAsync("k", Number(1), 8, TimeSpan.FromMinutes(1)).AsTask());
        await cluster.DelayAsync(TimeSpan.FromSeconds(59));
        await Assert.ThrowsAsync<StaleFenceException>(() => cluster[0].RunAsync(() => store.WriteAsync("k", Number(2), 7).AsTask()));
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));
        Assert.Null(await cluster[0].RunAsync(() => store.PeekAsync("k").AsTask()));
        await cluster[0].RunAsync(() => store.WriteAsync("k", Number(2), 7).AsTask());
    });

    [Fact]
    public void Stores_and_keys_have_names_that_fit_and_tokens_are_positive() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var store = StoreOn(cluster, 0);
        Assert.Throws<ArgumentException>(() => cluster[0].Member.CreatePlugin("acme").Cluster.Locks.GetFencedStore(new string('x', 256)));
        await Assert.ThrowsAsync<ArgumentException>(() => cluster[0].RunAsync(() => store.WriteAsync("a\nb", Number(1), 1).AsTask()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster[0].RunAsync(() => store.WriteAsync("k", Number(1), 0).AsTask()));
    });

    private static IFencedStore StoreOn(SimulatedCluster cluster, int node) => cluster[node].Member.CreatePlugin("acme").Cluster.Locks.GetFencedStore("s");

    private static byte[] Number(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }

    private static long NumberOf(ReadOnlyMemory<byte>? value) => BinaryPrimitives.ReadInt64LittleEndian(value!.Value.Span);
}
