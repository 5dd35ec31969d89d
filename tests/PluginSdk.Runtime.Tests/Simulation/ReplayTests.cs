using System.Threading.Channels;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Simulation;

public sealed class ReplayTests
{
    [Fact]
    public void One_seed_replays_forty_times_to_one_schedule()
    {
        var first = SimulatedCluster.Run(seed: 7, BusyNodesAsync);
        Assert.True(first.Steps.Count > 200, $"only {first.Steps.Count} steps");
        for (var i = 0; i < 40; i++)
            Assert.Null(first.FirstDifference(SimulatedCluster.Run(seed: 7, BusyNodesAsync)));
    }

    [Fact]
    public void One_seed_replays_caches_locks_jobs_and_events_forty_times()
    {
        var first = SimulatedCluster.Run(seed: 11, BusyPluginsAsync);
        Assert.True(first.Steps.Count > 1000, $"only {first.Steps.Count} steps");
        for (var i = 0; i < 40; i++)
            Assert.Null(first.FirstDifference(SimulatedCluster.Run(seed: 11, BusyPluginsAsync)));
        Assert.NotEqual(first.Fingerprint, SimulatedCluster.Run(seed: 12, BusyPluginsAsync).Fingerprint);
    }

    [Fact]
    public void Different_seeds_give_different_schedules()
    {
        var fingerprints = Enumerable.Range(1, 10).Select(seed => SimulatedCluster.Run(seed, BusyNodesAsync).Fingerprint);
        Assert.Equal(10, fingerprints.Distinct().Count());
    }

    [Fact]
    public void The_schedule_names_node_and_method_of_each_step()
    {
        var schedule = SimulatedCluster.Run(seed: 1, BusyNodesAsync);
        Assert.Contains(schedule.Steps, step => step.Party == "node-2" && step.Work.EndsWith(nameof(ProduceAsync), StringComparison.Ordinal));
    }

    [Fact]
    public void Work_that_comes_back_from_another_thread_ends_the_run()
    {
        var failure = Assert.Throws<SimulationException>(() => SimulatedCluster.Run(seed: 1, async cluster =>
        {
            using var back = new ManualResetEventSlim();
            var context = SynchronizationContext.Current!;
            await Task.WhenAny(Task.Factory.StartNew(() => { context.Post(_ => { }, null); back.Set(); }, TestContext.Current.CancellationToken, TaskCreationOptions.None, TaskScheduler.Default), cluster.DelayAsync(TimeSpan.FromHours(1)));
            back.Wait(TestContext.Current.CancellationToken);
            await Task.Yield();
        }));
        Assert.Contains("another thread", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_for_what_never_comes_is_told_with_the_timeline()
    {
        var failure = Assert.Throws<SimulationException>(() =>
            SimulatedCluster.Run(seed: 1, _ => new TaskCompletionSource().Task, new SimulationOptions { TimeLimit = TimeSpan.FromMinutes(1) }));
        Assert.Contains("never comes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("node-3 NodeJoined", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_seed_is_named()
    {
        var failure = Assert.Throws<SimulationException>(() => SimulatedCluster.RunSeeds(5, cluster =>
            cluster.Seed == 4 ? Task.FromException(new InvalidOperationException("boom")) : Task.CompletedTask));
        Assert.Contains("Seed 4", failure.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    /// <summary>Four nodes with a whole plugin each, one of which is cut off and one killed on the way.</summary>
    private static async Task BusyPluginsAsync(SimulatedCluster cluster)
    {
        await cluster.JoinAsync();
        var source = new Dictionary<int, int>();
        var plugins = cluster.Nodes.Select(node => new ReplayedPlugin(node, source)).ToList();
        await Task.WhenAll(plugins.Select(plugin => plugin.StartAsync()));
        for (var i = 0; i < 20; i++)
        {
            await plugins[cluster.Random.Next(2)].RequestAsync(i);
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(200)));
            if (i == 8)
                cluster[2].Cut();
            if (i == 12)
                cluster[3].Kill();
            if (i == 16)
                cluster[2].Heal();
        }
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        await Task.WhenAll(plugins.Take(3).Select(plugin => plugin.StopAsync()));
        foreach (var kind in new[] { TimelineKind.CacheLoaded, TimelineKind.CacheInvalidated, TimelineKind.LockAcquired, TimelineKind.JobCompleted, TimelineKind.EventHandledLocally, TimelineKind.EventHandledRemotely })
            Assert.True(cluster.Timeline.Of(kind).Count > 3, $"{kind} is missing from\n{cluster.Timeline}");
    }

    private static async Task BusyNodesAsync(SimulatedCluster cluster)
    {
        var channel = Channel.CreateBounded<int>(3);
        var producers = cluster.Nodes.Select(node => node.RunAsync(() => ProduceAsync(cluster, node, channel.Writer))).ToArray();
        var consumer = cluster[0].RunAsync(() => ConsumeAsync(channel.Reader));
        await Task.WhenAll(producers);
        channel.Writer.Complete();
        Assert.Equal(producers.Length * 10, await consumer);
    }

    private static async Task ProduceAsync(SimulatedCluster cluster, SimulatedNode node, ChannelWriter<int> writer)
    {
        for (var i = 0; i < 10; i++)
        {
            await node.Member.Engine.Blobs.PutAsync(new[] { (byte)i }, CancellationToken.None);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(i), node.Time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, node.Time, patience.Token));
            await writer.WriteAsync(i);
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(3)));
        }
    }

    private static async Task<int> ConsumeAsync(ChannelReader<int> reader)
    {
        var count = 0;
        while (await reader.WaitToReadAsync())
        {
            while (reader.TryRead(out _))
                count++;
        }
        return count;
    }
}
