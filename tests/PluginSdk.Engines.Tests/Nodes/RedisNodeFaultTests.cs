using PluginSdk.Testing;

namespace PluginSdk.Engines.Tests.Nodes;

/// <summary>Nodes on a Redis server of their own that is harmed.</summary>
public sealed class RedisNodeFaultTests
{
    [Fact]
    public async Task Every_node_handles_every_event_once_while_connections_are_killed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var timeline = new RecordedTimeline();
        await using var first = await TalkingNode.StartAsync(cluster, "first", timeline);
        await using var second = await TalkingNode.StartAsync(cluster, "second", timeline);
        await using var third = await TalkingNode.StartAsync(cluster, "third", timeline);
        TalkingNode[] nodes = [first, second, third];

        var killing = KillConnectionsAsync(server);
        var said = await Task.WhenAll(nodes.Select(async node =>
        {
            var count = 0;
            while (!killing.IsCompleted)
                await node.SayAsync($"{++count}");
            return count;
        }));
        await killing;
        await Eventually.BecomesTrueAsync(() => nodes.All(node => node.Remote.Count + node.Local.Count >= said.Sum()), "every event arrived");

        for (var i = 0; i < nodes.Length; i++)
        {
            var sequence = Enumerable.Range(1, said[i]);
            var name = nodes[i].Member.Node.Name;
            Assert.Equal(sequence.Select(n => $"{n}"), nodes[i].Local);
            foreach (var other in nodes.Where(node => node != nodes[i]))
                Assert.Equal(sequence.Select(n => $"{name}: {n}"), other.Remote.Where(text => text.StartsWith(name, StringComparison.Ordinal)));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{said.Sum()} events");
    }

    [Fact]
    public async Task After_a_wiped_server_nodes_find_each_other_again_and_events_flow()
    {
        await using var server = await RedisServer.StartAsync();
        await using var cluster = server.CreateCluster();
        var timeline = new RecordedTimeline();
        await using var first = await TalkingNode.StartAsync(cluster, "first", timeline);
        await using var second = await TalkingNode.StartAsync(cluster, "second", timeline);
        await NodeConformance.SeesAsync(first, "first", "second");

        await server.RestartAsync();
        await Eventually.BecomesTrueAsync(async () =>
        {
            await first.SayAsync("are you there?");
            return !second.Remote.IsEmpty;
        }, "an event arrives");
        await using var third = await TalkingNode.StartAsync(cluster, "third", timeline);

        foreach (var node in new[] { first, second, third })
            await NodeConformance.SeesAsync(node, "first", "second", "third");
    }

    private static async Task KillConnectionsAsync(RedisServer server)
    {
        for (var round = 0; round < 10; round++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
            await server.ExecuteAsync("CLIENT", "KILL", "TYPE", round % 3 == 0 ? "pubsub" : "normal");
        }
    }
}
