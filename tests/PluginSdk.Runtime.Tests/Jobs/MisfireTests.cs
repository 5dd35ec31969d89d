using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

public sealed class MisfireTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(Misfire.Skip)]
    [InlineData(Misfire.RunOnce)]
    public void After_an_engine_that_was_out_of_reach_the_policy_decides_about_what_was_missed(Misfire misfire) => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", JobSchedule.Every(s_minute)), misfire));
        await cluster.DelayAsync(0.5 * s_minute);
        foreach (var node in cluster.Nodes)
            node.Cut();
        await cluster.DelayAsync(3 * s_minute);
        Assert.Empty(lab.Runs);
        foreach (var node in cluster.Nodes)
            node.Heal();
        await cluster.DelayAsync(1 * s_minute);

        // Missed: 1, 2 and 3. It is 3:30 when the engine is back.
        Assert.Equal(misfire == Misfire.Skip ? [4] : [3, 4], Minutes(lab, cluster));
        Assert.Equal(misfire == Misfire.Skip ? 1 : 0, lab.Told(TimelineKind.JobSkipped).Count);
    });

    [Fact]
    public void A_slot_that_is_late_by_less_than_the_patience_still_runs() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(lab.Job("report", JobSchedule.Every(s_minute)));
        await cluster.DelayAsync(0.9 * s_minute);
        foreach (var node in cluster.Nodes)
            node.Cut();
        await cluster.DelayAsync(0.2 * s_minute);
        foreach (var node in cluster.Nodes)
            node.Heal();
        await cluster.DelayAsync(0.5 * s_minute);
        Assert.Equal([1], Minutes(lab, cluster));
    });

    [Theory]
    [InlineData(Misfire.Skip)]
    [InlineData(Misfire.RunOnce)]
    public void A_cluster_that_was_down_remembers_through_its_engine_what_it_missed(Misfire misfire) => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var lab = new JobLab(cluster);
        var job = With(lab.Job("report", JobSchedule.Every(10 * s_minute)), misfire);
        await lab.StartAsync(job);
        await cluster.DelayAsync(1 * s_minute);
        foreach (var node in cluster.Nodes)
            await lab.StopOnAsync(node);
        await cluster.DelayAsync(34 * s_minute);
        var back = await cluster.JoinAsync();
        await lab.StartOnAsync(back, job);
        await cluster.DelayAsync(6 * s_minute);
        Assert.Equal(misfire == Misfire.Skip ? [40] : [30, 40], Minutes(lab, cluster));
    });

    [Fact]
    public void A_job_that_is_new_has_missed_nothing() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        await cluster.DelayAsync(1.5 * s_minute);
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", JobSchedule.Every(s_minute)), Misfire.RunOnce));
        await cluster.DelayAsync(1 * s_minute);
        Assert.Equal([2], Minutes(lab, cluster));
    });

    [Fact]
    public void A_job_with_a_new_schedule_has_missed_nothing_of_it() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("report", JobSchedule.FromCron("0 * * * *")), Misfire.RunOnce));
        await cluster.DelayAsync(15 * s_minute);
        foreach (var node in cluster.Nodes)
            await lab.StopOnAsync(node);
        var next = await cluster.JoinAsync();
        await lab.StartOnAsync(next, With(lab.Job("report", JobSchedule.FromCron("*/10 * * * *")), Misfire.RunOnce));
        await cluster.DelayAsync(6 * s_minute);
        Assert.Equal([20], Minutes(lab, cluster));
    });

    [Theory]
    [InlineData(Misfire.Skip)]
    [InlineData(Misfire.RunOnce)]
    public void A_job_of_a_node_that_was_paused_follows_the_policy(Misfire misfire) => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var lab = new JobLab(cluster);
        await lab.StartAsync(With(lab.Job("sweep", JobSchedule.Every(s_minute), scope: JobScope.Node), misfire));
        await cluster.DelayAsync(0.1 * s_minute);
        cluster[0].Pause();
        await cluster.DelayAsync(3.4 * s_minute);
        cluster[0].Resume();
        await cluster.DelayAsync(1 * s_minute);
        var runs = lab.Runs.Where(run => run.Node == cluster[0].Name).Select(run => (run.Slot - Start(cluster)).TotalMinutes);
        Assert.Equal(misfire == Misfire.Skip ? [4] : [3, 4], runs);
    });

    private static DateTimeOffset Start(SimulatedCluster cluster) => cluster.Time.GetUtcNow() - cluster.Elapsed;

    private static IEnumerable<double> Minutes(JobLab lab, SimulatedCluster cluster) => lab.Runs.Select(run => (run.Slot - Start(cluster)).TotalMinutes);

    private static Func<SimulatedNode, JobDefinition> With(Func<SimulatedNode, JobDefinition> job, Misfire misfire) =>
        node => job(node) with { Misfire = misfire };
}
