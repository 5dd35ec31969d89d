using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

public sealed class SlotTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly JobSchedule s_everySecond = JobSchedule.Every(s_second);

    [Fact]
    public void Every_slot_runs_on_exactly_one_node_and_the_others_say_who_has_it() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("tick", s_everySecond));
        await cluster.DelayAsync(10.5 * s_second);

        AssertOneRunEach(lab, cluster, 10);
        foreach (var run in lab.Runs)
        {
            var started = Assert.Single(lab.Told(TimelineKind.JobStarted), entry => entry.Detail!.StartsWith(JobLab.Slot(run.Slot), StringComparison.Ordinal));
            Assert.Equal((run.Node, "tick"), (started.Node, started.Subject));
            Assert.Contains($"fence {run.Run.FencingToken}, owner {run.Node}", started.Detail!, StringComparison.Ordinal);
            var left = lab.Told(TimelineKind.JobLeftToOther).Where(entry => entry.Detail == started.Detail).Select(entry => entry.Node);
            Assert.Equal(cluster.Nodes.Select(node => node.Name).Where(name => name != run.Node), left.Order(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void Clocks_that_are_minutes_wrong_change_nothing() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        cluster[0].ClockSkew = TimeSpan.FromMinutes(7);
        cluster[1].ClockSkew = -TimeSpan.FromMinutes(11);
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("tick", s_everySecond));
        await cluster.DelayAsync(3 * s_second);
        cluster[2].ClockSkew = TimeSpan.FromHours(-30);
        await cluster.DelayAsync(7.5 * s_second);

        AssertOneRunEach(lab, cluster, 10);
        Assert.All(lab.Runs, run => Assert.InRange(run.StartedAt - (run.Slot - Start(cluster)), TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));
    });

    [Fact]
    public void The_nodes_take_turns_and_a_slot_waits_for_nobody() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await cluster.WaitUntilAsync(() => cluster.Nodes.All(node => node.Member.Nodes.Current.Count == 3));
        await lab.StartAsync(lab.Job("tick", s_everySecond));
        await cluster.DelayAsync(30.5 * s_second);
        cluster[0].Kill();
        await cluster.DelayAsync(5 * s_second);

        var before = lab.Runs.Take(30).CountBy(run => run.Node).ToArray();
        Assert.Equal(3, before.Length);
        Assert.All(before, node => Assert.InRange(node.Value, 3, 20));
        // The others do not wait until the dead one counts as dead.
        Assert.Equal(35, lab.Runs.Count);
        Assert.All(lab.Runs, run => Assert.InRange(run.StartedAt - (run.Slot - Start(cluster)), TimeSpan.Zero, TimeSpan.FromMilliseconds(50)));
    });

    [Fact]
    public void Fencing_tokens_grow_from_run_to_run() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("tick", s_everySecond));
        await cluster.DelayAsync(8.5 * s_second);
        var fences = lab.Runs.Select(run => run.Run.FencingToken).ToArray();
        Assert.Equal(fences.Order().Distinct(), fences);
        Assert.Equal(8, fences.Length);
    });

    [Fact]
    public void A_slot_that_overlaps_a_run_still_going_is_skipped_and_said_so() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("slow", s_everySecond, (node, _, cancellationToken) => Task.Delay(2.5 * s_second, node.Time, cancellationToken)));
        await cluster.DelayAsync(9.2 * s_second);

        Assert.Equal([1, 4, 7], lab.Runs.Select(run => (run.Slot - Start(cluster)).TotalSeconds));
        Assert.Equal([2, 3, 5, 6, 8, 9], lab.Told(TimelineKind.JobSkipped).Select(entry => Skipped(entry, cluster)));
        Assert.All(lab.Runs, run => Assert.Null(run.CancelledAt));
    });

    [Fact]
    public void A_run_longer_than_the_claim_is_renewed_and_ends() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("long", JobSchedule.Every(TimeSpan.FromMinutes(1)), (node, _, cancellationToken) => Task.Delay(50 * s_second, node.Time, cancellationToken)));
        await cluster.DelayAsync(TimeSpan.FromSeconds(175));

        Assert.Equal([60, 120], lab.Runs.Select(run => (run.Slot - Start(cluster)).TotalSeconds));
        Assert.Equal(2, lab.Told(TimelineKind.JobCompleted).Count);
        Assert.Empty(lab.Told(TimelineKind.JobLost));
    });

    [Fact]
    public void A_run_that_throws_is_told_and_the_next_slot_runs() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("flaky", s_everySecond, (_, _, _) => throw new InvalidOperationException("no ink")));
        await cluster.DelayAsync(3.5 * s_second);

        AssertOneRunEach(lab, cluster, 3);
        Assert.Equal(3, lab.Told(TimelineKind.JobFailed).Count);
        Assert.All(lab.Told(TimelineKind.JobFailed), entry => Assert.EndsWith("no ink", entry.Detail!, StringComparison.Ordinal));
        Assert.Equal(JobClaimState.Failed, (await lab.ReadClaimAsync("flaky")).State);
    });

    [Fact]
    public void A_node_that_joins_takes_part_and_one_that_leaves_is_not_missed() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        var job = lab.Job("tick", s_everySecond);
        await lab.StartAsync(job);
        await cluster.DelayAsync(2.5 * s_second);
        var late = await cluster.JoinAsync();
        await lab.StartOnAsync(late, job);
        await lab.StopOnAsync(cluster[0]);
        await lab.StopOnAsync(cluster[1]);
        await cluster.DelayAsync(3 * s_second);
        await lab.StopOnAsync(cluster[2]);
        // A slot starts some ms late where another node has the first turn.
        await cluster.DelayAsync(3.6 * s_second);

        AssertOneRunEach(lab, cluster, 9);
        Assert.All(lab.Runs.Where(run => run.Slot > Start(cluster) + 6 * s_second), run => Assert.Equal(late.Name, run.Node));
    });

    [Fact]
    public void A_job_of_each_node_runs_on_each_node_for_every_slot() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("sweep", s_everySecond, scope: JobScope.Node));
        await cluster.DelayAsync(5.5 * s_second);
        foreach (var node in cluster.Nodes)
            Assert.Equal([1, 2, 3, 4, 5], lab.Runs.Where(run => run.Node == node.Name).Select(run => (run.Slot - Start(cluster)).TotalSeconds));
        Assert.All(lab.Runs, run => Assert.Equal(0, run.Run.FencingToken));
    });

    [Fact]
    public void A_job_of_each_node_goes_on_without_the_engine_and_skips_what_overlaps() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("sweep", s_everySecond, (node, _, cancellationToken) => Task.Delay(1.5 * s_second, node.Time, cancellationToken), JobScope.Node));
        await cluster.DelayAsync(1.5 * s_second);
        cluster[1].Cut();
        await cluster.DelayAsync(TimeSpan.FromMinutes(2));
        var runs = lab.Runs.Where(run => run.Node == cluster[1].Name).ToArray();
        Assert.Equal(Enumerable.Range(0, runs.Length).Select(i => 1.0 + 2 * i), runs.Select(run => (run.Slot - Start(cluster)).TotalSeconds));
        Assert.InRange(runs.Length, 60, 61);
        Assert.InRange(lab.Told(TimelineKind.JobSkipped, cluster[1]).Count, 59, 61);
    });

    [Fact]
    public void One_seed_with_jobs_replays_to_one_schedule()
    {
        var first = SimulatedCluster.Run(3, RunAsync);
        for (var i = 0; i < 10; i++)
            Assert.Null(first.FirstDifference(SimulatedCluster.Run(3, RunAsync)));

        static async Task RunAsync(SimulatedCluster cluster)
        {
            var lab = new JobLab(cluster);
            await lab.StartAsync(
                lab.Job("tick", s_everySecond),
                lab.Job("slow", s_everySecond, (node, _, cancellationToken) => Task.Delay(2 * s_second, node.Time, cancellationToken)),
                lab.Job("sweep", s_everySecond, scope: JobScope.Node));
            await cluster.DelayAsync(5 * s_second);
            cluster[0].Kill();
            await cluster.DelayAsync(15 * s_second);
            await lab.StopOnAsync(cluster[1]);
        }
    }

    private static DateTimeOffset Start(SimulatedCluster cluster) => cluster.Time.GetUtcNow() - cluster.Elapsed;

    private static double Skipped(TimelineEntry entry, SimulatedCluster cluster) =>
        (DateTimeOffset.Parse(entry.Detail!.Split(' ')[1].TrimEnd(':'), System.Globalization.CultureInfo.InvariantCulture) - Start(cluster)).TotalSeconds;

    private static void AssertOneRunEach(JobLab lab, SimulatedCluster cluster, int seconds) =>
        Assert.Equal(Enumerable.Range(1, seconds).Select(i => (double)i), lab.Runs.Select(run => (run.Slot - Start(cluster)).TotalSeconds));
}
