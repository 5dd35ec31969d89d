using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Events;

public sealed class EventStopTests
{
    [Fact]
    public void Stopping_waits_for_handlers_under_way_and_starts_no_more() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var started = 0;
        var ended = 0;
        var plugins = await EventPlugin.StartAsync(cluster, register: (plugin, registry) => registry.AddRemoteHandler(EventPlugin.Said, async (_, _, _) =>
        {
            if (plugin.Node.Name != "node-2")
                return;
            started++;
            await Task.Delay(TimeSpan.FromSeconds(30), plugin.Node.Time, CancellationToken.None);
            ended++;
        }));
        await plugins[0].SayAsync("one");
        await plugins[0].SayAsync("two");
        await cluster.WaitUntilAsync(() => started == 1);

        await cluster[1].RunAsync(plugins[1].Runtime.StopAsync);

        Assert.Equal((1, 1), (started, ended));
        await cluster.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (started, ended));
    });

    [Fact]
    public void Handlers_learn_that_the_plugin_stops() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var started = false;
        var plugins = await EventPlugin.StartAsync(cluster, register: (plugin, registry) => registry.AddRemoteHandler(EventPlugin.Said, async (_, _, stopping) =>
        {
            started = true;
            await Task.Delay(Timeout.InfiniteTimeSpan, plugin.Node.Time, stopping);
        }));
        await plugins[0].SayAsync("one");
        await cluster.WaitUntilAsync(() => started);

        await cluster[1].RunAsync(plugins[1].Runtime.StopAsync);

        Assert.Empty(cluster.Timeline.Of(TimelineKind.EventHandlerFailed));
    });

    [Fact]
    public void A_stopped_plugin_publishes_nothing_and_says_why() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        await cluster[0].RunAsync(plugins[0].Runtime.StopAsync);

        var thrown = await Assert.ThrowsAsync<ObjectDisposedException>(() => plugins[0].SayAsync("late"));

        Assert.Contains("'acme.talk' has stopped and cannot publish 'acme.talk/said'", thrown.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void Stopping_does_not_wait_for_ever_for_an_engine_that_is_away() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        cluster[0].Cut();
        var publishing = plugins[0].SayAsync("lost");
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        var before = cluster.Elapsed;

        await cluster[0].RunAsync(plugins[0].Runtime.StopAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        Assert.True(cluster.Elapsed - before < TimeSpan.FromSeconds(10));
    });

    [Fact]
    public void A_plugin_that_stopped_on_one_node_goes_on_on_the_others_and_can_start_again() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        await cluster[1].RunAsync(async () => await plugins[1].Runtime.DisposeAsync());
        await plugins[0].SayAsync("one");
        await cluster.WaitUntilAsync(() => plugins[2].Remote.Count == 1);
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));

        var again = await EventPlugin.StartOnAsync(cluster[1]);
        await plugins[0].SayAsync("two");
        await cluster.WaitUntilAsync(() => again.Remote.Count > 0);

        Assert.Empty(plugins[1].Remote);
        Assert.Equal(["node-1: two"], again.Remote);
    });
}
