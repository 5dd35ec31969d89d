using PluginSdk.Runtime;
using PluginSdk.Testing;

namespace PluginSdk.Engines.Tests.Nodes;

/// <summary>Nodes on every engine, in real time.</summary>
public abstract class NodeConformance(EngineFixture fixture)
{
    [Fact]
    public async Task Nodes_find_each_other_handle_each_others_events_and_are_missed_when_they_leave()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var timeline = new RecordedTimeline();
        await using var first = await TalkingNode.StartAsync(cluster, "first", timeline);
        await using var second = await TalkingNode.StartAsync(cluster, "second", timeline);
        var third = await TalkingNode.StartAsync(cluster, "third", timeline);
        await SeesAsync(first, "first", "second", "third");
        await SeesAsync(third, "first", "second", "third");

        await Task.WhenAll(first.SayAsync("one"), second.SayAsync("two"));
        await Eventually.BecomesTrueAsync(() => third.Remote.Count == 2 && first.Remote.Count == 1 && second.Remote.Count == 1, "all handled all");

        Assert.Equal(["first: one", "second: two"], third.Remote.Order());
        Assert.Equal(["one"], first.Local);
        Assert.Equal(["second: two"], first.Remote);
        Assert.Equal(2, timeline.Of(TimelineKind.EventHandledLocally).Count);
        Assert.Equal(4, timeline.Of(TimelineKind.EventHandledRemotely).Count);

        await third.DisposeAsync();
        await SeesAsync(first, "first", "second");
        await SeesAsync(second, "first", "second");
    }

    internal static Task SeesAsync(TalkingNode node, params string[] names) =>
        Eventually.BecomesTrueAsync(() => node.Member.Nodes.Current.Select(other => other.Name).SequenceEqual(names), $"{node.Member.Node} sees {string.Join(", ", names)}");
}
