using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

public sealed class TriggerTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly JobSchedule s_daily = JobSchedule.FromCron("0 3 * * *");

    [Fact]
    public void A_run_by_hand_runs_here_and_now_and_is_over_when_the_call_returns() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_daily, Take(3 * s_second)));
        await cluster.DelayAsync(s_second);
        await lab.TriggerAsync(cluster[1], "report");

        var run = Assert.Single(lab.Runs);
        Assert.Equal(cluster[1].Name, run.Node);
        Assert.NotNull(run.EndedAt);
        Assert.InRange((run.Slot - (cluster.Time.GetUtcNow() - cluster.Elapsed)).TotalSeconds, 1, 1.3);
        Assert.True(run.Run.FencingToken > 0);
    });

    [Fact]
    public void Runs_by_hand_on_many_nodes_take_turns() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_daily, Take(s_second)));
        await Task.WhenAll(cluster.Nodes.SelectMany(node => new[] { lab.TriggerAsync(node, "report"), lab.TriggerAsync(node, "report") }));
        Assert.Equal(6, lab.Runs.Count);
        TakeoverTests.AssertNoTwoAtOnce(lab);
    });

    [Fact]
    public void A_run_by_hand_beside_the_schedule_takes_no_slot_from_it() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("tick", JobSchedule.Every(s_second), Take(TimeSpan.FromMilliseconds(50))));
        for (var i = 0; i < 20; i++)
        {
            // Not so near to a slot that it runs into it.
            await cluster.WaitUntilAsync(() => cluster.Elapsed.TotalSeconds % 1 is > 0.1 and < 0.6);
            await lab.TriggerAsync(cluster.Nodes[i % 3], "tick");
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(400)));
        }
        var scheduled = lab.Runs.Where(run => run.Slot.Ticks % TimeSpan.TicksPerSecond == 0).Select(run => run.Slot).ToArray();
        Assert.Equal(20, lab.Runs.Count - scheduled.Length);
        Assert.Equal(Enumerable.Range(0, scheduled.Length).Select(i => scheduled[0].AddSeconds(i)), scheduled);
        Assert.True(scheduled.Length >= 4);
        TakeoverTests.AssertNoTwoAtOnce(lab);
    });

    [Fact]
    public void What_a_run_by_hand_throws_comes_to_its_caller() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_daily, (_, _, _) => throw new InvalidOperationException("no ink")), lab.Job("sweep", s_daily, (_, _, _) => throw new InvalidOperationException("no broom"), JobScope.Node));
        Assert.Equal("no ink", (await Assert.ThrowsAsync<InvalidOperationException>(() => lab.TriggerAsync(cluster[0], "report"))).Message);
        Assert.Equal("no broom", (await Assert.ThrowsAsync<InvalidOperationException>(() => lab.TriggerAsync(cluster[0], "sweep"))).Message);
    });

    [Fact]
    public void A_job_of_each_node_waits_for_its_run_on_that_node_only() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("sweep", s_daily, Take(s_second), JobScope.Node));
        await Task.WhenAll(cluster.Nodes.SelectMany(node => new[] { lab.TriggerAsync(node, "sweep"), lab.TriggerAsync(node, "sweep") }));
        Assert.InRange(cluster.Elapsed, 2 * s_second, 2.2 * s_second);
        foreach (var runs in lab.Runs.GroupBy(run => run.Node))
            Assert.True(runs.First().EndedAt <= runs.Last().StartedAt);
    });

    [Fact]
    public void Names_are_listed_unique_and_known() => SimulatedCluster.Run(1, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("b", s_daily), lab.Job("a", s_daily, scope: JobScope.Node));
        var jobs = lab[cluster[0]].Cluster.Jobs;
        Assert.Equal(["a", "b"], jobs.Names);
        var twice = Assert.Throws<InvalidOperationException>(() => jobs.Schedule(lab.Job("a", s_daily)(cluster[0])));
        Assert.Contains("already has a job named 'a'", twice.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(() => jobs.TriggerAsync("c", CancellationToken.None));
        Assert.Contains("it has: a, b", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => jobs.Schedule(lab.Job("broken", JobSchedule.FromCron("often"))(cluster[0])));
        Assert.Equal(["a", "b"], jobs.Names);
    });

    [Fact]
    public void A_job_scheduled_by_hand_runs_until_its_registration_is_disposed() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync();
        var jobs = lab[cluster[0]].Cluster.Jobs;
        var registration = jobs.Schedule(lab.Job("tick", JobSchedule.Every(s_second))(cluster[0]));
        await cluster.DelayAsync(2.5 * s_second);
        await cluster[0].RunAsync(() => registration.DisposeAsync().AsTask());
        await cluster[0].RunAsync(() => registration.DisposeAsync().AsTask());
        await cluster.DelayAsync(3 * s_second);
        Assert.Equal(2, lab.Runs.Count);
        Assert.Empty(jobs.Names);
        jobs.Schedule(lab.Job("tick", JobSchedule.Every(s_second))(cluster[0]));
        await cluster.DelayAsync(2 * s_second);
        // The cluster remembers the job: 5 is late, but still in time.
        Assert.Equal([1, 2, 5, 6, 7], lab.Runs.Select(run => run.Slot.Second));
    });

    [Fact]
    public void A_job_may_unschedule_itself_and_is_still_drained() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync();
        IAsyncDisposable? registration = null;
        registration = lab[cluster[0]].Cluster.Jobs.Schedule(lab.Job("once", JobSchedule.Every(s_second), async (node, _, _) =>
        {
            await registration!.DisposeAsync();
            await Task.Delay(3 * s_second, node.Time, CancellationToken.None);
        })(cluster[0]));
        await cluster.DelayAsync(2 * s_second);
        await lab.StopOnAsync(cluster[0]);
        Assert.NotNull(Assert.Single(lab.Runs).EndedAt);
        Assert.Throws<InvalidOperationException>(() => lab[cluster[0]].Cluster.Jobs.Schedule(lab.Job("late", s_daily)(cluster[0])));
    });

    [Fact]
    public void Each_run_has_a_scope_of_its_own_that_ends_with_it() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var lab = new JobLab(cluster);
        var things = new List<ScopedThing>();
        await lab.StartAsync(node => new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(s_second), (services, _, _) =>
        {
            var thing = services.GetRequiredService<ScopedThing>();
            Assert.Same(thing, services.GetRequiredService<ScopedThing>());
            Assert.False(thing.IsDisposed);
            things.Add(thing);
            return Task.CompletedTask;
        }));
        await cluster.DelayAsync(3.5 * s_second);
        Assert.Equal(3, things.Distinct().Count());
        Assert.All(things, thing => Assert.True(thing.IsDisposed));
    });

    private static Func<SimulatedNode, JobRun, CancellationToken, Task> Take(TimeSpan time) =>
        (node, _, cancellationToken) => Task.Delay(time, node.Time, cancellationToken);
}
