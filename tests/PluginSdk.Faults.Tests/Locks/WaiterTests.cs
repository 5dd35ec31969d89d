using PluginSdk.Faults.Tests.Processes;

namespace PluginSdk.Faults.Tests.Locks;

/// <summary>What happens to those who wait. The lease is so long that a hand-off to a dead one would not end within the test.</summary>
public sealed class WaiterTests : FaultTest
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_waiter_that_is_killed_swallows_no_hand_off(int killed)
    {
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var workers = await StartWorkersAsync(4);
            var name = NewName();
            var (held, _) = await workers[0].AcquireAsync(name, s_lease);
            var waiting = await QueueAsync(workers[1..], name);
            workers[killed].Kill();
            workers[0].SendAs(held, "release");
            for (var i = 1; i < 4; i++)
            {
                if (i == killed)
                    continue;
                await workers[i].HearsAsync("acquired", waiting[i - 1]);
                workers[i].SendAs(waiting[i - 1], "release");
            }
        }
    }

    [Fact]
    public async Task A_waiter_that_is_stopped_delays_the_others_only_by_the_life_of_an_offer_and_gets_its_turn_afterwards()
    {
        var workers = await StartWorkersAsync(3);
        for (var trial = 0; trial < Trials.Count; trial++)
        {
            var name = NewName();
            var (held, _) = await workers[0].AcquireAsync(name, s_lease);
            var waiting = await QueueAsync(workers[1..], name);
            workers[1].Pause();
            workers[0].SendAs(held, "release");
            await workers[2].HearsAsync("acquired", waiting[1]);
            workers[1].Resume();
            workers[2].SendAs(waiting[1], "release");
            await workers[1].HearsAsync("acquired", waiting[0]);
            workers[1].SendAs(waiting[0], "release");
            await workers[1].HearsAsync("released", waiting[0]);
        }
    }

    [Fact]
    public async Task When_everyone_is_killed_at_once_newcomers_have_the_lock_when_the_lease_ends()
    {
        var lease = TimeSpan.FromSeconds(1);
        var workers = await StartWorkersAsync(3);
        var name = NewName();
        await workers[0].AcquireAsync(name, lease);
        await QueueAsync(workers[1..], name, lease);
        foreach (var worker in workers)
            worker.Kill();
        var newcomers = await StartWorkersAsync(2);
        var (first, _) = await newcomers[0].AcquireAsync(name, lease);
        newcomers[0].SendAs(first, "release");
        await newcomers[1].AcquireAsync(name, lease);
    }

    private async Task<WorkerProcess[]> StartWorkersAsync(int count) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(i => StartWorkerAsync($"node-{i}")));

    /// <summary>Lets each of them wait, one after the other.</summary>
    private async Task<string[]> QueueAsync(WorkerProcess[] workers, string name, TimeSpan? lease = null)
    {
        var ids = new List<string>();
        foreach (var worker in workers)
        {
            ids.Add(worker.Send("acquire", name, (lease ?? s_lease).TotalMilliseconds, -1));
            while ((long)await Server.ExecuteAsync("ZCARD", $"psdk:{{faults}}:lease-queue:faults/{name}") < ids.Count)
                await DelayAsync(TimeSpan.FromMilliseconds(10));
        }

        return [.. ids];
    }
}
