using PluginSdk.Faults.Tests.Processes;

namespace PluginSdk.Faults.Tests.Locks;

/// <summary>What happens to whoever holds the lock.</summary>
public sealed class HolderTests : FaultTest
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_holder_stopped_past_its_lease_writes_nothing_after_its_successor()
    {
        await using var first = await StartWorkerAsync("node-1");
        await using var second = await StartWorkerAsync("node-2");
        var refused = 0L;
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var name = NewName();
            var (held, _) = await first.AcquireAsync(name, s_lease);
            first.SendAs(held, "hammer", name);
            await first.HearsAsync("hammering", held);
            await DelayAsync(TimeSpan.FromMilliseconds(100 + trial % 7));
            first.Pause();
            var (next, _) = await second.AcquireAsync(name, s_lease);
            second.SendAs(next, "hammer", name);
            await second.HearsAsync("hammering", next);
            await DelayAsync(TimeSpan.FromMilliseconds(50));
            first.Resume();

            refused += (await first.HearsAsync("hammered", held)).Number(1);
            second.SendAs(next, "stop");
            await second.HearsAsync("hammered", next);
            second.SendAs(next, "release");
            await second.HearsAsync("released", next);
            var fences = await FencesAsync(name);
            Assert.Equal(fences.Order(), fences);
            Assert.True(fences.Length <= 2);
        }

        TestContext.Current.SendDiagnosticMessage($"{refused} stale writes were tried in {Trials.Count} trials, none was accepted");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public async Task A_holder_that_is_blackholed_is_told_before_another_can_hold_the_lock(int leaseSeconds)
    {
        var lease = TimeSpan.FromSeconds(leaseSeconds);
        var network = StartProxy();
        await using var first = await StartWorkerAsync("node-1", $"{network.Endpoint},connectTimeout=1000,abortConnect=false");
        await using var second = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < (leaseSeconds > 1 ? 1 : Trials.Count); trial++)
        {
            var name = NewName();
            var (held, _) = await first.AcquireAsync(name, lease);
            await DelayAsync(TimeSpan.FromMilliseconds(200 * (trial % 5)));
            network.Blackhole();
            var (next, acquired) = await second.AcquireAsync(name, lease);
            var lost = await first.HearsAsync("lost", held);
            Assert.True(lost.At < acquired.At, $"told {TimeProvider.System.GetElapsedTime(acquired.At, lost.At)} after the other had it");
            second.SendAs(next, "release");
            await second.HearsAsync("released", next);
            network.Heal();
            // The link works again when the next trial begins.
            await first.AcquireAsync(NewName(), lease);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_holder_that_blocks_the_whole_thread_pool_keeps_its_lock(bool hasReconnected)
    {
        await using var first = await StartWorkerAsync("node-1");
        await using var second = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var name = NewName();
            var (held, _) = await first.AcquireAsync(name, s_lease);
            if (hasReconnected)
            {
                await Server.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                await DelayAsync(s_lease);
            }

            first.SendAs(held, "starve", 4 * s_lease.TotalMilliseconds);
            await first.HearsAsync("starving", held);
            var waiting = second.AcquireAsync(name, s_lease);

            Assert.Equal("held", (await first.HearsAsync("starved", held)).More[0]);
            Assert.False(waiting.IsCompleted);
            first.SendAs(held, "release");
            await first.HearsAsync("released", held);
            await waiting;
        }
    }

    [Fact]
    public async Task The_lock_of_a_killed_holder_is_free_when_its_lease_ends()
    {
        await using var second = await StartWorkerAsync("node-2");
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            await using var first = await StartWorkerAsync("node-1");
            var name = NewName();
            var (_, acquired) = await first.AcquireAsync(name, s_lease);
            var waiting = second.AcquireAsync(name, s_lease);
            first.Kill();
            var (_, next) = await waiting;
            Assert.True(next.Number(0) > acquired.Number(0));
        }
    }

    [Fact]
    public async Task A_holder_whose_key_is_deleted_is_told_and_the_resource_refuses_it()
    {
        await using var first = await StartWorkerAsync("node-1");
        await using var second = await StartWorkerAsync("node-2");
        var name = NewName();
        var (held, before) = await first.AcquireAsync(name, s_lease);
        first.SendAs(held, "hammer", name);
        await first.HearsAsync("hammering", held);
        Assert.Equal(1, (long)await Server.ExecuteAsync("DEL", $"psdk:{{faults}}:lease:faults/{name}"));
        var (next, after) = await second.AcquireAsync(name, s_lease);
        second.SendAs(next, "hammer", name);
        await first.HearsAsync("lost", held);
        await first.HearsAsync("hammered", held);
        second.SendAs(next, "stop");
        await second.HearsAsync("hammered", next);

        Assert.True(after.Number(0) > before.Number(0));
        Assert.False(second.HasHeard("lost", next));
        var fences = await FencesAsync(name);
        Assert.Equal(fences.Order(), fences);
    }
}
