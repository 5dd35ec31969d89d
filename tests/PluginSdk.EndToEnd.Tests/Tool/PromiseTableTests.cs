using PluginSdk.Runtime;
using PluginSdk.Tool.Demo;

namespace PluginSdk.EndToEnd.Tests.Tool;

/// <summary>The demo's verdicts over timelines that are made up: also over what must never happen.</summary>
public sealed class PromiseTableTests
{
    private const string Plugin = "acme.reports";
    private readonly List<TimelineEntry> _entries = [];

    [Fact]
    public void Nothing_that_happened_is_nothing_that_was_seen()
    {
        var table = Evaluate();

        Assert.All(table.Rows, row => Assert.Equal(PromiseVerdict.NotSeen, row.Verdict));
        Assert.False(table.AllKept);
        Assert.False(table.IsAnyBroken);
    }

    [Fact]
    public void What_happened_as_promised_is_kept()
    {
        Happen("store", TimelineKind.PluginInstalled, Plugin);
        foreach (var node in (string[])["node-1", "node-2", "node-3"])
        {
            Happen(node, TimelineKind.PluginStarted, null);
            Happen(node, TimelineKind.CacheInvalidated, "reports");
        }

        Happen("node-1", TimelineKind.JobStarted, "write", "slot 1, fence 1");
        Happen("node-2", TimelineKind.JobStarted, "write", "slot 2, fence 2");
        Happen("node-1", TimelineKind.CacheLoaded, "reports");
        Happen("node-1", TimelineKind.LockAcquired, "summary");
        Happen("node-2", TimelineKind.LockRefused, "summary");
        Happen("node-1", TimelineKind.LockReleased, "summary");
        Happen("node-2", TimelineKind.LockAcquired, "summary");
        Happen("node-1", TimelineKind.EventHeldBack, "report-published");
        Happen("node-1", TimelineKind.EventHeldBack, "report-published");
        Happen("node-1", TimelineKind.EventDropped, "report-published");
        Happen("node-1", TimelineKind.EventPublished, "report-published");
        Happen("node-1", TimelineKind.EventHandledLocally, "report-published");
        Happen("node-2", TimelineKind.EventHandledRemotely, "report-published");
        Happen("node-3", TimelineKind.EventHandledRemotely, "report-published");

        Assert.All(Evaluate().Rows.Where(row => !row.Promise.StartsWith("Shared files", StringComparison.Ordinal)), row => Assert.True(row.Verdict == PromiseVerdict.Kept, row.Promise));
    }

    [Fact]
    public void An_instant_that_runs_twice_breaks_a_promise()
    {
        Happen("node-1", TimelineKind.JobStarted, "write", "slot 1, fence 1");
        Happen("node-2", TimelineKind.JobStarted, "write", "slot 1, fence 2");
        AssertBroken("once per cluster");
    }

    [Fact]
    public void A_value_that_two_nodes_load_breaks_a_promise()
    {
        Happen("node-1", TimelineKind.CacheLoaded, "reports");
        Happen("node-2", TimelineKind.CacheLoaded, "reports");
        AssertBroken("loaded once");
    }

    [Fact]
    public void Two_holders_of_a_lock_break_a_promise()
    {
        Happen("node-1", TimelineKind.LockAcquired, "summary");
        Happen("node-2", TimelineKind.LockAcquired, "summary");
        Happen("node-1", TimelineKind.LockReleased, "summary");
        AssertBroken("one winner");
    }

    [Fact]
    public void The_order_in_which_processes_are_heard_breaks_nothing()
    {
        Happen("node-1", TimelineKind.LockAcquired, "summary");
        Happen("node-2", TimelineKind.LockAcquired, "summary", at: 9);
        Happen("node-1", TimelineKind.LockReleased, "summary", at: 8);
        Assert.False(Evaluate().IsAnyBroken);
    }

    [Fact]
    public void An_event_that_is_handled_twice_breaks_a_promise()
    {
        Happen("node-1", TimelineKind.EventHeldBack, "report-published");
        Happen("node-1", TimelineKind.EventPublished, "report-published");
        Happen("node-1", TimelineKind.EventHandledLocally, "report-published");
        Happen("node-1", TimelineKind.EventHandledLocally, "report-published");
        AssertBroken("handled once");
    }

    [Fact]
    public void An_event_that_left_although_its_transaction_rolled_back_breaks_a_promise()
    {
        Happen("node-1", TimelineKind.EventHeldBack, "report-published");
        Happen("node-1", TimelineKind.EventDropped, "report-published");
        Happen("node-1", TimelineKind.EventPublished, "report-published");
        AssertBroken("rolls back");
    }

    private void AssertBroken(string promise) =>
        Assert.Contains(promise, Assert.Single(Evaluate().Rows, row => row.Verdict == PromiseVerdict.Broken).Promise, StringComparison.Ordinal);

    private PromiseTable Evaluate() => new PromiseTable(_entries, ["node-1", "node-2", "node-3"]).Evaluate("no such folder", "nor this");

    private void Happen(string node, TimelineKind kind, string? subject, string? detail = null, int? at = null) =>
        _entries.Add(new TimelineEntry(DateTimeOffset.UnixEpoch.AddSeconds(at ?? _entries.Count), node, kind, Plugin, subject is null ? null : $"{Plugin}/{subject}", detail));
}
