using System.Collections.Concurrent;

namespace PluginSdk.Engines.Tests.Jobs;

public sealed class RedisJobTests(RedisFixture fixture) : JobsOnAnEngine(fixture)
{
    [Fact]
    public async Task A_server_that_restarts_empty_runs_no_slot_twice_and_the_schedule_goes_on()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        await using var nodes = await NodesAsync(cluster);
        var runs = new ConcurrentQueue<JobRun>();
        await nodes.StartAsync(_ => new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(TimeSpan.FromMilliseconds(200)), (_, run, _) =>
        {
            runs.Enqueue(run);
            return Task.CompletedTask;
        }));
        for (var round = 0; round < 2; round++)
        {
            var count = runs.Count;
            await Eventually.BecomesTrueAsync(() => runs.Count >= count + 4, "four more slots have run");
            await server.RestartAsync();
        }
        var before = runs.Count;
        await Eventually.BecomesTrueAsync(() => runs.Count >= before + 4, "the schedule goes on");

        var seen = runs.ToArray();
        Assert.Equal(seen.Select(run => run.ScheduledFor).Distinct(), seen.Select(run => run.ScheduledFor));
        Assert.Equal(seen.Select(run => run.FencingToken).Distinct().Order(), seen.Select(run => run.FencingToken));
    }
}
