using System.Text;
using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Feed;

public sealed class FeedTests
{
    [Fact]
    public void Subscribers_get_the_entries_of_their_topic_in_order_also_those_of_their_own_node() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var (a, b) = (new Recorder(), new Recorder());
        using var first = cluster[0].Member.Feed.Subscribe("a", a);
        using var second = cluster[1].Member.Feed.Subscribe("b", b);

        for (var number = 1; number <= 5; number++)
        {
            await AppendAsync(cluster[0], "a", $"{number}");
            await AppendAsync(cluster[0], "b", $"{number}");
        }

        await cluster.WaitUntilAsync(() => a.Seen.Count == 5 && b.Seen.Count == 5);
        Assert.Equal(["1", "2", "3", "4", "5"], a.Seen);
        Assert.Equal(["1", "2", "3", "4", "5"], b.Seen);
    });

    [Fact]
    public void A_subscriber_that_fails_or_leaves_does_not_keep_others_from_theirs() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var recorder = new Recorder();
        var gone = new Recorder();
        using var failing = cluster[0].Member.Feed.Subscribe("a", new Recorder { Fails = true });
        var leaving = cluster[0].Member.Feed.Subscribe("a", gone);
        using var recording = cluster[0].Member.Feed.Subscribe("a", recorder);
        leaving.Dispose();
        leaving.Dispose();

        await AppendAsync(cluster[0], "a", "1");
        await cluster.WaitUntilAsync(() => recorder.Seen.Count == 1);

        Assert.Empty(gone.Seen);
    });

    [Fact]
    public void Waiting_until_an_entry_is_applied_ends_when_its_subscribers_have_it() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        var recorder = new Recorder();
        using var subscription = cluster[1].Member.Feed.Subscribe("a", recorder);
        for (var number = 1; number <= 5; number++)
        {
            var position = await AppendAsync(cluster[0], "a", $"{number}");
            await cluster[1].RunAsync(async () => await cluster[1].Member.Feed.WaitUntilAppliedAsync(position, CancellationToken.None));
            Assert.Equal(number, recorder.Seen.Count);
            // Again, when it has been for long.
            await cluster[1].RunAsync(async () => await cluster[1].Member.Feed.WaitUntilAppliedAsync(position, CancellationToken.None));
        }
    });

    [Fact]
    public void Waiting_for_an_entry_that_was_lost_ends_with_the_next_confirmation() => SimulatedCluster.RunSeeds(10, async cluster =>
    {
        var before = cluster.Elapsed;
        await cluster[1].RunAsync(async () => await cluster[1].Member.Feed.WaitUntilAppliedAsync(new LogPosition(12345, 42), CancellationToken.None));
        Assert.True(cluster.Elapsed - before <= 2.5 * LogPace.Confirmation);
    });

    [Fact]
    public void Waiting_can_be_cancelled() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        cluster[0].Cut();
        using var cancel = new CancellationTokenSource();
        var waiting = cluster[0].RunAsync(async () => await cluster[0].Member.Feed.WaitUntilAppliedAsync(new LogPosition(12345, 42), cancel.Token));
        await cluster.DelayAsync(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);
        await cluster[0].RunAsync(() =>
        {
            cancel.Cancel();
            return Task.CompletedTask;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    });

    [Fact]
    public void Confirmation_keeps_pace_while_connected_and_stands_still_while_cut_off() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var (feed, time) = (cluster[0].Member.Feed, cluster[0].Time);
        for (var look = 0; look < 20; look++)
        {
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(1000)));
            Assert.True(time.GetElapsedTime(feed.ConfirmedAt) < TimeSpan.FromSeconds(1.1), $"{time.GetElapsedTime(feed.ConfirmedAt)} ago");
        }

        cluster[0].Cut();
        var lastMoment = time.GetTimestamp();
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        Assert.True(feed.ConfirmedAt <= lastMoment);

        cluster[0].Heal();
        await cluster.WaitUntilAsync(() => time.GetElapsedTime(feed.ConfirmedAt) < TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void What_was_confirmed_had_been_given_to_subscribers() => SimulatedCluster.RunSeeds(30, async cluster =>
    {
        var recorder = new Recorder();
        var (feed, time) = (cluster[1].Member.Feed, cluster[1].Time);
        using var subscription = feed.Subscribe("a", recorder);
        for (var number = 1; number <= 10; number++)
        {
            await AppendAsync(cluster[0], "a", $"{number}");
            var appended = time.GetTimestamp();
            await cluster.WaitUntilAsync(() =>
            {
                Assert.True(feed.ConfirmedAt <= appended || recorder.Seen.Count == number, "confirmed before it was given");
                return feed.ConfirmedAt > appended;
            });
        }
    });

    [Fact]
    public void An_append_whose_answer_is_lost_happens_once() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var recorder = new Recorder();
        using var subscription = cluster[1].Member.Feed.Subscribe("a", recorder);
        var appending = new List<Task>();
        for (var number = 1; number <= 10; number++)
        {
            appending.Add(AppendAsync(cluster[0], "a", $"{number}"));
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 3));
            cluster[0].Cut();
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(2500)));
            cluster[0].Heal();
        }

        await Task.WhenAll(appending);
        await cluster.WaitUntilAsync(() => recorder.Seen.Count >= 10);
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(Enumerable.Range(1, 10), recorder.Seen.Select(int.Parse).Order());
    });

    [Fact]
    public void A_node_that_was_away_for_longer_than_the_retention_is_told_and_goes_on() => SimulatedCluster.RunSeeds(3, async cluster =>
    {
        var recorder = new Recorder();
        using var subscription = cluster[1].Member.Feed.Subscribe("a", recorder);
        cluster[1].Pause();
        for (var number = 1; number <= 8; number++)
        {
            await AppendAsync(cluster[0], "a", $"{number}");
            await cluster.DelayAsync(TimeSpan.FromMinutes(5));
        }

        cluster[1].Resume();
        await cluster.WaitUntilAsync(() => recorder.Resyncs > 0);
        await AppendAsync(cluster[0], "a", "after");
        await cluster.WaitUntilAsync(() => recorder.Seen.Contains("after"));

        Assert.Equal(1, recorder.Resyncs);
        Assert.Equal("after", recorder.Seen[^1]);
    });

    private static Task<LogPosition> AppendAsync(SimulatedNode node, string topic, string text) =>
        node.RunAsync(async () => await node.Member.Feed.AppendAsync(topic, Encoding.UTF8.GetBytes(text), CancellationToken.None));

    private sealed class Recorder : IFeedSubscriber
    {
        public bool Fails { get; init; }

        public List<string> Seen { get; } = [];

        public int Resyncs { get; private set; }

        public void OnEntry(LogEntry entry)
        {
            if (Fails)
                throw new InvalidOperationException("no");
            Seen.Add(Encoding.UTF8.GetString(entry.Payload.Span));
        }

        public void OnResync() => Resyncs++;
    }
}
