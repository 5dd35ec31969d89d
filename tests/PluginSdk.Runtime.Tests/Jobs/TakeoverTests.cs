using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

/// <summary>Runs whose node dies, stops in its tracks, or loses the engine. A claim lasts ten seconds without renewal.</summary>
public sealed class TakeoverTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly JobSchedule s_everyMinute = JobSchedule.Every(TimeSpan.FromMinutes(1));

    [Fact]
    public void After_a_node_died_in_its_run_RunAgain_runs_the_same_slot_with_a_higher_fence_within_the_lease() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", s_everyMinute, Take(5 * s_second)), JobRecovery.RunAgain));
        var dead = await FirstRunAsync(lab, cluster);
        await cluster.DelayAsync(2 * s_second);
        NodeOf(cluster, dead).Kill();
        var killedAt = cluster.Elapsed;
        await cluster.WaitUntilAsync(() => lab.Runs.Count == 2);

        var again = lab.Runs[1];
        Assert.Equal(dead.Slot, again.Slot);
        Assert.Equal(2, again.Run.Attempt);
        Assert.NotEqual(dead.Node, again.Node);
        Assert.True(again.Run.FencingToken > dead.Run.FencingToken);
        Assert.True(again.StartedAt - killedAt < 10.5 * s_second, $"taken over after {again.StartedAt - killedAt}");
        await cluster.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([dead.Slot, dead.Slot, dead.Slot + TimeSpan.FromMinutes(1)], lab.Runs.Select(run => run.Slot));
        Assert.Equal(JobClaimState.Completed, (await lab.ReadClaimAsync("report")).State);
    });

    [Fact]
    public void After_a_node_died_in_its_run_NextSlot_leaves_that_slot_and_runs_the_next() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_everyMinute, Take(5 * s_second)));
        var dead = await FirstRunAsync(lab, cluster);
        NodeOf(cluster, dead).Kill();
        await cluster.DelayAsync(TimeSpan.FromMinutes(2.1));

        Assert.Equal([0, 1, 2], lab.Runs.Select(run => (run.Slot - dead.Slot).TotalMinutes));
        Assert.All(lab.Runs, run => Assert.Equal(1, run.Run.Attempt));
        var lost = Assert.Single(lab.Told(TimelineKind.JobLost));
        Assert.Contains($"fence {dead.Run.FencingToken}, owner {dead.Node}", lost.Detail!, StringComparison.Ordinal);
    });

    [Fact]
    public void The_completion_of_a_zombie_is_rejected() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", s_everyMinute, async (node, run, _) =>
        {
            await Take(3 * s_second, listens: false)(node, run, CancellationToken.None);
            await Take(s_second, listens: false)(node, run, CancellationToken.None);
        }), JobRecovery.RunAgain));
        var zombie = await FirstRunAsync(lab, cluster);
        NodeOf(cluster, zombie).Pause();
        await cluster.WaitUntilAsync(() => lab.Runs.Count == 2);
        await cluster.DelayAsync(s_second);
        NodeOf(cluster, zombie).Resume();
        await cluster.WaitUntilAsync(() => zombie.EndedAt is not null && lab.Runs[1].EndedAt is not null);
        await cluster.DelayAsync(s_second);

        Assert.NotNull(zombie.CancelledAt);
        Assert.Contains(lab.Told(TimelineKind.JobLost, NodeOf(cluster, zombie)), entry => entry.Detail!.Contains("rejected", StringComparison.Ordinal));
        Assert.Equal(lab.Runs[1].Node, Assert.Single(lab.Told(TimelineKind.JobCompleted)).Node);
        var claim = await lab.ReadClaimAsync("report");
        Assert.Equal((JobClaimState.Completed, lab.Runs[1].Run.FencingToken), (claim.State, claim.Fence));
    });

    [Fact]
    public void A_node_cut_from_the_engine_cancels_its_run_before_another_takes_over() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", s_everyMinute, Take(40 * s_second)), JobRecovery.RunAgain));
        var cut = await FirstRunAsync(lab, cluster);
        await cluster.DelayAsync(cluster.Random.Next(100) / 10.0 * s_second);
        NodeOf(cluster, cut).Cut();
        await cluster.WaitUntilAsync(() => lab.Runs.Count == 2);

        Assert.NotNull(cut.CancelledAt);
        Assert.True(cut.CancelledAt <= lab.Runs[1].StartedAt, $"cancelled at {cut.CancelledAt}, taken over at {lab.Runs[1].StartedAt}");
        NodeOf(cluster, cut).Heal();
        await cluster.WaitUntilAsync(() => lab.Runs[1].EndedAt is not null);
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(2, lab.Runs.Count);
        Assert.Null(lab.Runs[1].CancelledAt);
    });

    [Fact]
    public void A_short_cut_costs_a_run_nothing() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", s_everyMinute, Take(20 * s_second)), JobRecovery.RunAgain));
        var run = await FirstRunAsync(lab, cluster);
        await cluster.DelayAsync(cluster.Random.Next(100) / 10.0 * s_second);
        NodeOf(cluster, run).Cut();
        await cluster.DelayAsync(4 * s_second);
        NodeOf(cluster, run).Heal();
        await cluster.WaitUntilAsync(() => lab.Told(TimelineKind.JobCompleted).Count == 1);
        Assert.Single(lab.Runs);
        Assert.Null(run.CancelledAt);
        Assert.Empty(lab.Told(TimelineKind.JobLost));
    });

    [Fact]
    public void An_engine_that_comes_up_empty_runs_no_slot_again() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", JobSchedule.Every(10 * s_second), Take(4 * s_second)));
        await FirstRunAsync(lab, cluster);
        for (var i = 0; i < 10; i++)
        {
            await cluster.DelayAsync((20 + cluster.Random.Next(2000) / 100.0) * s_second);
            await lab.ForgetAsync("report");
        }
        await cluster.DelayAsync(30 * s_second);

        Assert.Equal(lab.Runs.Select(run => run.Slot).Distinct(), lab.Runs.Select(run => run.Slot));
        Assert.All(lab.Runs, run => Assert.Null(run.CancelledAt));
        Assert.True(lab.Runs.Count >= 20, $"only {lab.Runs.Count} runs");
        // A run under way put its claim back, so that none ran beside it.
        AssertNoTwoAtOnce(lab);
    });

    [Fact]
    public void A_run_whose_plugin_stops_is_cancelled_drained_and_with_RunAgain_left_to_another_node() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", s_everyMinute, Take(20 * s_second)), JobRecovery.RunAgain));
        var run = await FirstRunAsync(lab, cluster);
        await lab.StopOnAsync(NodeOf(cluster, run));

        Assert.NotNull(run.CancelledAt);
        Assert.NotNull(run.EndedAt);
        await cluster.WaitUntilAsync(() => lab.Runs.Count == 2, 11 * s_second);
        Assert.Equal((run.Slot, 2), (lab.Runs[1].Slot, lab.Runs[1].Run.Attempt));
    });

    [Fact]
    public void Stopping_waits_for_a_run_that_does_not_listen_and_its_completion_counts() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_everyMinute, Take(15 * s_second, listens: false)));
        var run = await FirstRunAsync(lab, cluster);
        await lab.StopOnAsync(NodeOf(cluster, run));

        Assert.InRange(run.EndedAt!.Value - run.StartedAt, 15 * s_second, 15.1 * s_second);
        Assert.Single(lab.Told(TimelineKind.JobCompleted));
        Assert.Equal(JobClaimState.Completed, (await lab.ReadClaimAsync("report")).State);
    });

    [Fact]
    public void A_plugin_stops_within_the_lease_when_the_engine_is_gone() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", s_everyMinute, Take(15 * s_second)));
        var run = await FirstRunAsync(lab, cluster);
        NodeOf(cluster, run).Cut();
        var before = cluster.Elapsed;
        await lab.StopOnAsync(NodeOf(cluster, run));
        Assert.True(cluster.Elapsed - before < 15 * s_second, $"stopping took {cluster.Elapsed - before}");
    });

    internal static void AssertNoTwoAtOnce(JobLab lab)
    {
        foreach (var (earlier, later) in lab.Runs.Zip(lab.Runs.Skip(1)))
            Assert.True(earlier.EndedAt <= later.StartedAt, $"{later} started before {earlier} had ended");
    }

    private static async Task<RunSeen> FirstRunAsync(JobLab lab, SimulatedCluster cluster)
    {
        await cluster.WaitUntilAsync(() => lab.Runs.Count == 1, TimeSpan.FromMinutes(2));
        return lab.Runs[0];
    }

    private static Func<SimulatedNode, JobRun, CancellationToken, Task> Take(TimeSpan time, bool listens = true) =>
        (node, _, cancellationToken) => Task.Delay(time, node.Time, listens ? cancellationToken : CancellationToken.None);

    private static Func<SimulatedNode, JobDefinition> With(Func<SimulatedNode, JobDefinition> job, JobRecovery recovery) =>
        node => job(node) with { Recovery = recovery };

    private static SimulatedNode NodeOf(SimulatedCluster cluster, RunSeen run) => cluster.Nodes.Single(node => node.Name == run.Node);
}
