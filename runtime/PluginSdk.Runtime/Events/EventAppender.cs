using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

/// <summary>
/// Appends a plugin's events to the cluster's log. Those of committed transactions go one transaction after another, and
/// what is published after a commit is appended after it, also when the engine does not answer for a while.
/// </summary>
internal sealed class EventAppender(PluginRuntime plugin, ILogger logger)
{
    private readonly Lock _gate = new();
    private Task _committed = Task.CompletedTask;

    public async Task AppendAsync(PendingEvent pending, CancellationToken cancellationToken)
    {
        Task committed;
        lock (_gate)
            committed = _committed;
        await committed;
        await AppendNowAsync(pending, "to all nodes", cancellationToken);
    }

    /// <summary>Appends the events of a transaction that has committed, later than within this call.</summary>
    public void AppendCommitted(IReadOnlyList<PendingEvent> events, IDisposable? part, CancellationToken giveUp)
    {
        lock (_gate)
            _committed = AppendCommittedAsync(_committed, events, part, giveUp);
    }

    /// <summary>Never fails: what is published later waits for it.</summary>
    private async Task AppendCommittedAsync(Task before, IReadOnlyList<PendingEvent> events, IDisposable? part, CancellationToken giveUp)
    {
        using var underWay = part;
        await Task.Yield();
        await CallerContext.Leave();
        await before;
        foreach (var pending in events)
        {
            try
            {
                await AppendNowAsync(pending, "after its transaction committed, to all nodes", giveUp);
            }
#pragma warning disable CA1031 // The transaction has committed and its owner is gone: there is nobody to throw to.
            catch (Exception e)
#pragma warning restore CA1031
            {
                EventsLog.CommittedButNotSent(logger, pending.Name.Qualified, plugin.Key, plugin.Member.Node.Name, e);
            }
        }
    }

    private async Task AppendNowAsync(PendingEvent pending, string how, CancellationToken cancellationToken)
    {
        var position = await plugin.Member.Feed.AppendAsync(pending.Append, cancellationToken);
        plugin.Record(TimelineKind.EventPublished, pending.Name.SaidBy(plugin), $"{how}, as entry {position.Sequence} of the log");
    }
}
