using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Runtime;

namespace PluginSdk.Engines.Tests.Jobs;

/// <summary>Jobs of three members in real time: what virtual time cannot show.</summary>
public abstract class JobsOnAnEngine(EngineFixture fixture)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Every_slot_runs_once_in_order_and_never_early()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        await using var nodes = await NodesAsync(cluster);
        var runs = new ConcurrentQueue<(string Node, JobRun Run, DateTimeOffset EngineTime)>();
        await nodes.StartAsync(node => new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(s_interval), async (_, run, cancellationToken) =>
            runs.Enqueue((node.Node.Name, run, await node.Engine.Records.GetTimeAsync(cancellationToken)))));
        await Eventually.BecomesTrueAsync(() => runs.Count >= 12, "twelve slots have run");
        await nodes.DisposeAsync();

        var seen = runs.ToArray();
        Assert.Equal(seen.Select(run => run.Run.ScheduledFor).Distinct().Order(), seen.Select(run => run.Run.ScheduledFor));
        Assert.Equal(seen.Select(run => run.Run.FencingToken).Distinct().Order(), seen.Select(run => run.Run.FencingToken));
        Assert.All(seen, run => Assert.True(run.EngineTime >= run.Run.ScheduledFor, $"{run} started early"));
    }

    [Fact]
    public async Task A_node_that_stops_lets_its_run_end_and_the_others_go_on()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        await using var nodes = await NodesAsync(cluster);
        var ended = new ConcurrentQueue<(string Node, DateTimeOffset Slot)>();
        await nodes.StartAsync(node => new JobDefinition("tick", JobScope.Cluster, JobSchedule.Every(s_interval), async (_, run, _) =>
        {
            await Task.Delay(s_interval / 4, TimeProvider.System, CancellationToken.None);
            ended.Enqueue((node.Node.Name, run.ScheduledFor));
        }));
        for (var left = nodes.Members.Count; left > 1; left--)
        {
            var count = ended.Count;
            await Eventually.BecomesTrueAsync(() => ended.Count >= count + 2, "two more slots have run");
            await nodes.StopFirstAsync();
        }
        var before = ended.Count;
        await Eventually.BecomesTrueAsync(() => ended.Count >= before + 3, "the last node runs what comes");
        Assert.Equal(ended.Select(run => run.Slot).Distinct().Order(), ended.Select(run => run.Slot));
        Assert.Equal(nodes.Members[^1].Node.Name, ended.Last().Node);
    }

    private protected static async Task<JobNodes> NodesAsync(EngineCluster cluster)
    {
        var members = new List<ClusterMember>();
        for (var i = 1; i <= 3; i++)
        {
            var member = new ClusterMember(await cluster.ConnectAsync(), new ClusterMemberOptions { NodeName = $"node-{i}", MembershipTimeout = TimeSpan.FromSeconds(3) });
            await member.StartAsync(TestContext.Current.CancellationToken);
            members.Add(member);
        }
        return new JobNodes(members);
    }

    private protected sealed class JobNodes(List<ClusterMember> members) : IAsyncDisposable
    {
        private readonly List<PluginRuntime> _plugins = [];
        private int _stopped;

        public IReadOnlyList<ClusterMember> Members => members;

        public async Task StartAsync(Func<ClusterMember, JobDefinition> job)
        {
            foreach (var member in members)
            {
                var plugin = member.CreatePlugin("acme.jobs");
                _plugins.Add(plugin);
                await plugin.StartAsync(new OneJob(job(member)), new ServiceCollection().BuildServiceProvider(), TestContext.Current.CancellationToken);
            }
        }

        public Task StopFirstAsync() => _plugins[_stopped++].StopAsync();

        public async ValueTask DisposeAsync()
        {
            while (_stopped < _plugins.Count)
                await StopFirstAsync();
            foreach (var member in members)
                await member.DisposeAsync();
            members.Clear();
        }
    }

    private sealed class OneJob(JobDefinition job) : IPluginManifest
    {
        public string Key => "acme.jobs";

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services)
        {
        }

        public void Register(IPluginRegistry registry) => registry.AddJob(job);
    }
}
