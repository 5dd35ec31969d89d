using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Events;

public sealed class EventTests
{
    [Fact]
    public void An_event_is_handled_once_locally_and_as_a_wrapper_once_on_every_other_node() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await plugins[0].SayAsync("hello");
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count > 0 && plugins[2].Remote.Count > 0);
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["hello"], plugins[0].Local);
        Assert.Empty(plugins[0].Remote);
        foreach (var other in plugins[1..])
        {
            Assert.Empty(other.Local);
            Assert.Equal(["node-1: hello"], other.Remote);
        }

        Assert.Single(cluster.Timeline.Of(TimelineKind.EventPublished, "said"));
        Assert.Equal("node-1", Assert.Single(cluster.Timeline.Of(TimelineKind.EventHandledLocally, "said")).Node);
        Assert.Equal(["node-2", "node-3"], cluster.Timeline.Of(TimelineKind.EventHandledRemotely, "said").Select(entry => entry.Node).Order());
        Assert.All(cluster.Timeline.Of(TimelineKind.EventHandledRemotely), entry => Assert.Equal("from node-1", entry.Detail));
    });

    [Fact]
    public void Publishing_completes_when_the_event_is_in_the_log_and_this_node_has_handled_it() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        var before = await cluster.Engine.Log.GetTailAsync(CancellationToken.None);

        await plugins[0].SayAsync("hello");

        Assert.Equal(["hello"], plugins[0].Local);
        Assert.Equal(before.Sequence + 1, (await cluster.Engine.Log.GetTailAsync(CancellationToken.None)).Sequence);
    });

    [Fact]
    public void All_nodes_see_every_publishers_events_once_and_in_order_also_when_they_are_cut_off_meanwhile() => SimulatedCluster.RunSeeds(25, async cluster =>
    {
        const int each = 15;
        var plugins = await EventPlugin.StartAsync(cluster);
        var random = cluster.Random;

        var publishing = plugins.Select(async plugin =>
        {
            for (var number = 1; number <= each; number++)
            {
                await plugin.SayAsync($"{number}");
                await cluster.DelayAsync(TimeSpan.FromMilliseconds(random.Next(20)));
            }
        }).ToList();
        for (var fault = 0; fault < 6; fault++)
        {
            var node = cluster[random.Next(3)];
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(random.Next(60)));
            node.Cut();
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(random.Next(3000)));
            node.Heal();
        }

        await Task.WhenAll(publishing);
        await cluster.WaitUntilAsync(() => plugins.All(plugin => plugin.Remote.Count >= 2 * each));
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        foreach (var plugin in plugins)
        {
            Assert.Equal(Enumerable.Range(1, each).Select(n => $"{n}"), plugin.Local);
            foreach (var other in plugins.Where(other => other != plugin))
                Assert.Equal(Enumerable.Range(1, each).Select(n => $"{other.Node.Name}: {n}"), plugin.Remote.Where(said => said.StartsWith(other.Node.Name, StringComparison.Ordinal)));
        }
    });

    [Fact]
    public void A_cut_node_handles_its_own_event_at_once_and_the_others_when_it_is_connected_again() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        cluster[0].Cut();

        var publishing = plugins[0].SayAsync("hello");
        await cluster.WaitUntilAsync(() => plugins[0].Local.Count == 1);
        await cluster.DelayAsync(TimeSpan.FromSeconds(20));
        Assert.False(publishing.IsCompleted);
        Assert.Empty(plugins[1].Remote);
        cluster[0].Heal();
        await publishing;
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count > 0 && plugins[2].Remote.Count > 0);
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["node-1: hello"], plugins[1].Remote);
        Assert.Equal(["node-1: hello"], plugins[2].Remote);
    });

    [Fact]
    public void Every_handler_of_this_node_is_tried_and_what_failed_is_thrown_together() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster, register: static (plugin, registry) =>
        {
            registry.AddLocalHandler(EventPlugin.Said, static (_, _, _) => throw new InvalidOperationException("first"));
            plugin.RegisterRecorders(registry);
            registry.AddLocalHandler(EventPlugin.Said, static async (_, _, _) =>
            {
                await Task.Yield();
                throw new FormatException("second");
            });
        });

        var thrown = await Assert.ThrowsAsync<AggregateException>(() => plugins[0].SayAsync("hello"));

        Assert.Equal(["first", "second"], thrown.InnerExceptions.Select(e => e.Message));
        Assert.Contains("'acme.talk/said' was published", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["hello"], plugins[0].Local);
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count == 1 && plugins[2].Remote.Count == 1);
        Assert.Equal(2, cluster.Timeline.Of(TimelineKind.EventHandlerFailed).Count);
    });

    [Fact]
    public void A_remote_handler_that_fails_stops_neither_the_others_nor_the_next_event() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster, register: static (plugin, registry) =>
        {
            registry.AddRemoteHandler(EventPlugin.Said, static (_, _, _) => throw new InvalidOperationException("no"));
            plugin.RegisterRecorders(registry);
        });

        await plugins[0].SayAsync("one");
        await plugins[0].SayAsync("two");
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count == 2 && plugins[2].Remote.Count == 2);

        var failures = cluster.Timeline.Of(TimelineKind.EventHandlerFailed, "said");
        Assert.Equal(4, failures.Count);
        Assert.All(failures, failure => Assert.Equal("from node-1: InvalidOperationException: no", failure.Detail));
    });

    [Fact]
    public void A_slow_handler_of_one_plugin_holds_up_no_other_plugin_and_keeps_its_own_order() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var fast = await EventPlugin.StartAsync(cluster, "acme.fast", static (plugin, registry) => AddHandlerOf("acme.talk/said", plugin, registry, TimeSpan.Zero));
        var slow = await EventPlugin.StartAsync(cluster, "acme.slow", static (plugin, registry) => AddHandlerOf("acme.talk/said", plugin, registry, TimeSpan.FromSeconds(10)));
        var talk = await EventPlugin.StartAsync(cluster);

        for (var number = 1; number <= 3; number++)
            await talk[0].SayAsync($"{number}");
        await cluster.WaitUntilAsync(() => fast[1].Remote.Count == 3, TimeSpan.FromSeconds(1));

        Assert.Empty(slow[1].Remote);
        await cluster.WaitUntilAsync(() => slow[1].Remote.Count == 3);
        Assert.Equal(["1", "2", "3"], slow[1].Remote);
    });

    [Fact]
    public void Another_plugin_handles_events_by_their_qualified_name_and_tells_local_from_remote() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var talk = await EventPlugin.StartAsync(cluster);
        var qualified = new EventDefinition<string>("acme.talk/said", WireCodecs.String);
        var others = await EventPlugin.StartAsync(cluster, "other.plugin", (plugin, registry) =>
        {
            registry.AddLocalHandler(qualified, (text, _, _) =>
            {
                plugin.Local.Add(text);
                return Task.CompletedTask;
            });
            registry.AddRemoteHandler(qualified, (wrapper, _, _) =>
            {
                plugin.Remote.Add(wrapper.Event);
                return Task.CompletedTask;
            });
        });
        var ofTheSameShortName = await EventPlugin.StartAsync(cluster, "third.plugin");

        await talk[0].SayAsync("hello");
        await cluster.WaitUntilAsync(() => others[0].Local.Count + others[1].Remote.Count + others[2].Remote.Count == 3);
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["hello"], others[0].Local);
        Assert.Empty(others[0].Remote);
        Assert.Empty(others[1].Local);
        Assert.All(ofTheSameShortName, plugin => Assert.Equal(0, plugin.Local.Count + plugin.Remote.Count));
    });

    [Fact]
    public void A_node_that_was_away_for_too_long_says_that_events_may_be_missing_and_goes_on() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        var told = new List<EventGap>();
        using var gaps = plugins[1].Events.SubscribeGaps((gap, services, _) =>
        {
            Assert.NotNull(services.GetRequiredService<object>());
            told.Add(gap);
            return Task.CompletedTask;
        });
        cluster[1].Pause();
        for (var number = 1; number <= 8; number++)
        {
            await plugins[0].SayAsync($"{number}");
            await cluster.DelayAsync(TimeSpan.FromMinutes(5));
        }

        cluster[1].Resume();
        await cluster.WaitUntilAsync(() => cluster.Timeline.Of(TimelineKind.EventsMissed).Count > 0);
        await plugins[0].SayAsync("after");
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Contains("node-1: after") && plugins[2].Remote.Contains("node-1: after"));

        Assert.Equal("node-2", Assert.Single(cluster.Timeline.Of(TimelineKind.EventsMissed)).Node);
        Assert.Equal([EventGap.PlaceLost], told);
        Assert.Equal(9, plugins[2].Remote.Count);
    });

    [Fact]
    public void Every_handler_runs_in_a_scope_of_its_own() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var seen = new List<object>();
        var plugins = await EventPlugin.StartAsync(cluster, register: (_, registry) =>
        {
            for (var handler = 0; handler < 2; handler++)
            {
                registry.AddLocalHandler(EventPlugin.Said, (_, services, _) =>
                {
                    seen.Add(services.GetRequiredService<object>());
                    Assert.Same(seen[^1], services.GetRequiredService<object>());
                    return Task.CompletedTask;
                });
            }
        });

        await plugins[0].SayAsync("hello");

        Assert.Equal(2, seen.Distinct().Count());
    });

    [Fact]
    public void A_subscription_ends_when_it_is_disposed() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster, register: static (_, _) => { });
        var seen = new List<string>();
        var local = plugins[0].Events.SubscribeLocal(EventPlugin.Said, (text, _, _) => AddAsync(seen, "local " + text));
        var remote = plugins[1].Events.SubscribeRemote(EventPlugin.Said, (wrapper, _, _) => AddAsync(seen, "remote " + wrapper.Event));
        await plugins[0].SayAsync("one");
        await cluster.WaitUntilAsync(() => seen.Count == 2);

        local.Dispose();
        remote.Dispose();
        remote.Dispose();
        await plugins[0].SayAsync("two");
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(["local one", "remote one"], seen.Order());
    });

    [Fact]
    public void Bytes_that_are_not_the_event_are_recorded_and_the_next_event_is_handled() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        // Another record of the same name in the publishing plugin: its string handler on node-1 fails, and so do the remote ones.
        await Assert.ThrowsAsync<AggregateException>(() => cluster[0].RunAsync(async () => await plugins[0].Events.PublishAsync(new EventDefinition<int>("said", WireCodecs.Int32), 42)));
        await cluster[0].RunAsync(async () => await cluster[0].Member.Feed.AppendAsync("event/acme.talk/said", new byte[] { 0xc1 }, CancellationToken.None));
        await plugins[0].SayAsync("hello");
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count > 0);

        Assert.Equal(["node-1: hello"], plugins[1].Remote);
        Assert.Contains(cluster.Timeline.Of(TimelineKind.EventHandlerFailed), entry => entry.Node == "node-2" && entry.Detail!.Contains("WireFormatException", StringComparison.Ordinal));
    });

    [Fact]
    public void An_event_that_refuses_its_bytes_is_unreadable_and_no_failure_of_the_handler() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var handled = 0;
        var picky = new EventDefinition<string>("said", new PickyCodec());
        var plugins = await EventPlugin.StartAsync(cluster, register: (_, registry) => registry.AddRemoteHandler(picky, (_, _, _) =>
        {
            handled++;
            return Task.CompletedTask;
        }));
        await cluster[0].RunAsync(async () => await plugins[0].Events.PublishAsync(picky, "hello"));
        await cluster.WaitUntilAsync(() => cluster.Timeline.Of(TimelineKind.EventHandlerFailed).Count >= cluster.Nodes.Count - 1);

        Assert.Equal(0, handled);
        Assert.All(cluster.Timeline.Of(TimelineKind.EventHandlerFailed), entry =>
            Assert.Contains("WireFormatException: The bytes were refused by System.String", entry.Detail, StringComparison.Ordinal));
    });

    /// <summary>Stands for an event whose constructor throws.</summary>
    private sealed class PickyCodec : IWireCodec<string>
    {
        public void Write(ref WireWriter writer, string value) => writer.WriteString(value);

        public string Read(ref WireReader reader) => throw new ArgumentOutOfRangeException(nameof(reader), "Too quiet.");
    }

    private static void AddHandlerOf(string name, EventPlugin plugin, IPluginRegistry registry, TimeSpan takes) =>
        registry.AddRemoteHandler(new EventDefinition<string>(name, WireCodecs.String), async (wrapper, _, cancellationToken) =>
        {
            await Task.Delay(takes, plugin.Node.Time, cancellationToken);
            plugin.Remote.Add(wrapper.Event);
        });

    private static Task AddAsync(List<string> seen, string what)
    {
        seen.Add(what);
        return Task.CompletedTask;
    }
}
