using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

/// <summary>Everything at once: nodes that die, stop in their tracks and lose the engine, whenever the seed says so.</summary>
public sealed class JobFaultTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(JobRecovery.NextSlot)]
    [InlineData(JobRecovery.RunAgain)]
    public void Under_random_faults_claims_stay_single_and_ordered(JobRecovery recovery) => SimulatedCluster.RunSeeds(60, async cluster =>
    {
        var lab = new JobLab(cluster);
        Func<SimulatedNode, JobDefinition> job = node => lab.Job("work", JobSchedule.Every(5 * s_second),
            (n, _, cancellationToken) => Task.Delay(cluster.Random.Next(12_000) / 1000.0 * s_second, n.Time, cancellationToken))(node) with { Recovery = recovery, Misfire = Misfire.RunOnce };
        await lab.StartAsync(job);
        var paused = new HashSet<SimulatedNode>();
        var (forgotten, joined) = (TimeSpan.Zero, TimeSpan.Zero);
        var everPaused = new HashSet<string>();
        for (var i = 0; i < 60; i++)
        {
            await cluster.DelayAsync(cluster.Random.Next(6_000) / 1000.0 * s_second);
            var node = cluster.Nodes[cluster.Random.Next(cluster.Nodes.Count)];
            switch (cluster.Random.Next(8))
            {
                case 0 when cluster.Nodes.Count(n => !n.IsDead) > 2:
                    node.Kill();
                    break;
                case 1:
                    node.Pause();
                    paused.Add(node);
                    everPaused.Add(node.Name);
                    break;
                case 2:
                case 3:
                    node.Cut();
                    break;
                // A node that knows nothing yet, on an engine that has forgotten: it may take the next instant beside a run.
                case 4 when cluster.Nodes.Count < 6 && cluster.Elapsed - forgotten > 15 * s_second:
                    joined = cluster.Elapsed;
                    await lab.StartOnAsync(await cluster.JoinAsync(), job);
                    break;
                // Not twice within the life of a claim: nobody could know then what was forgotten.
                case 5 when cluster.Elapsed - forgotten > 15 * s_second && cluster.Elapsed - joined > 15 * s_second:
                    forgotten = cluster.Elapsed;
                    await lab.ForgetAsync("work");
                    break;
                default:
                    node.Heal();
                    node.Resume();
                    paused.Remove(node);
                    break;
            }
        }
        foreach (var node in cluster.Nodes)
        {
            node.Heal();
            node.Resume();
        }
        await cluster.DelayAsync(60 * s_second);
        var quiet = cluster.Time.GetUtcNow();
        await cluster.DelayAsync(60 * s_second);

        // No claim twice: a slot has as many runs as attempts, each with a fence of its own that grows.
        Assert.All(lab.Runs.GroupBy(run => run.Run.FencingToken), runs => Assert.Single(runs));
        foreach (var runs in lab.Runs.GroupBy(run => run.Slot))
        {
            var byFence = runs.OrderBy(run => run.Run.FencingToken).Select(run => run.Run.Attempt).ToArray();
            Assert.Equal(byFence.Order().Distinct(), byFence);
            if (recovery == JobRecovery.NextSlot)
                Assert.Single(runs);
        }
        // A later claim means a later slot, or a later attempt at the same.
        var claims = lab.Runs.OrderBy(run => run.Run.FencingToken).Select(run => (run.Slot, run.Run.Attempt)).ToArray();
        Assert.Equal(claims.Order(), claims);
        // Of two runs at once, the earlier one has been told to stop, or stands still.
        foreach (var later in lab.Runs)
            foreach (var earlier in lab.Runs.Where(run => run.StartedAt < later.StartedAt && !(run.EndedAt <= later.StartedAt) && !(run.CancelledAt <= later.StartedAt)))
                Assert.True(everPaused.Contains(earlier.Node) || cluster.Nodes.Single(n => n.Name == earlier.Node).IsDead, $"{later} beside {earlier}");
        // When the faults are over, the schedule is served.
        Assert.True(lab.Runs.Count(run => run.Slot >= quiet) >= 3, $"{lab.Runs.Count(run => run.Slot >= quiet)} runs in the last minute");
        Assert.Contains(lab.Told(TimelineKind.JobCompleted), entry => entry.Detail!.Contains($"fence {lab.Runs.Last(run => run.EndedAt is not null).Run.FencingToken}", StringComparison.Ordinal));
    });
}
