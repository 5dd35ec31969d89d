using System.Transactions;
using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

/// <summary>Publishes a plugin's events: now, or when the ambient transaction has committed.</summary>
internal sealed class EventPublisher : IDisposable
{
    private readonly PluginRuntime _plugin;
    private readonly EventDispatch _dispatch;
    private readonly ILogger _logger;
    private readonly EventAppender _appender;
    private readonly AfterCommit<PendingEvent> _transactions;
    private readonly WorkUnderWay _underWay = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Lock _gate = new();
    private Task _handlingCommitted = Task.CompletedTask;

    public EventPublisher(PluginRuntime plugin, EventDispatch dispatch, ILogger logger)
    {
        _plugin = plugin;
        _dispatch = dispatch;
        _logger = logger;
        _appender = new EventAppender(plugin, logger);
        _transactions = new AfterCommit<PendingEvent>(OnCommitted, OnDropped);
        GiveUp = _giveUp.Token;
    }

    /// <summary>For how long a stop waits for an engine that does not answer.</summary>
    public static TimeSpan StopPatience { get; } = TimeSpan.FromSeconds(5);

    private CancellationToken GiveUp { get; }

    public ValueTask PublishAsync<TEvent>(EventDefinition<TEvent> definition, TEvent clusterEvent, CancellationToken cancellationToken)
    {
        var name = EventName.Of(_plugin, definition.Name);
        var payload = EventEnvelope.Write(_plugin.Member.Node, _plugin.Key, definition.Codec, clusterEvent);
        var pending = new PendingEvent<TEvent>(name, _plugin.Member.Feed.Prepare(name.Topic, payload), clusterEvent);
        if (_transactions.TryHold(pending))
        {
            _plugin.Record(TimelineKind.EventHeldBack, name.SaidBy(_plugin), "until its transaction ends");
            return ValueTask.CompletedTask;
        }

        var part = _underWay.TryEnter()
            ?? throw new ObjectDisposedException(nameof(IClusterEvents), $"The plugin '{_plugin.Key}' has stopped and cannot publish '{name}' any more; end what still runs when IPluginContext.Stopping is cancelled.");
        return PublishNowAsync(pending, part, cancellationToken);
    }

    /// <summary>Waits for what is under way. Transactions that are still open are not waited for: their events are sent if the node still can.</summary>
    public Task StopAsync() => _underWay.CloseAsync();

    /// <summary>From now on an engine that does not answer is waited for no longer than <see cref="StopPatience"/>.</summary>
    public IAsyncDisposable BeImpatient() => _plugin.Member.Options.TimeProvider.CreateTimer(
        static giveUp => ((CancellationTokenSource)giveUp!).Cancel(), _giveUp, StopPatience, Timeout.InfiniteTimeSpan);

    public void Dispose() => _giveUp.Dispose();

    private async ValueTask PublishNowAsync(PendingEvent pending, IDisposable part, CancellationToken cancellationToken)
    {
        using var underWay = part;
        using var giveUp = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, GiveUp) : null;
        await CallerContext.Leave();
        // Both at once: this node's handlers do not wait for an engine that cannot be reached.
        var appending = _appender.AppendAsync(pending, giveUp?.Token ?? GiveUp);
        var failures = await _dispatch.HandleLocallyAsync(pending);
        try
        {
            await appending;
        }
        catch (Exception e) when (failures.Count > 0)
        {
            failures.Add(e);
        }

        if (failures.Count > 0)
            throw new AggregateException($"'{pending.Name}' was published, but {failures.Count} of what had to be done for it on this node failed.", failures);
    }

    private void OnCommitted(IReadOnlyList<PendingEvent> events)
    {
        _appender.AppendCommitted(events, _underWay.TryEnter(), GiveUp);
        // Stopped meanwhile: its handlers are gone, the other nodes' are not.
        if (_underWay.TryEnter() is not { } part)
            return;
        lock (_gate)
            _handlingCommitted = HandleCommittedAsync(_handlingCommitted, events, part);
    }

    private async Task HandleCommittedAsync(Task before, IReadOnlyList<PendingEvent> events, IDisposable part)
    {
        using var underWay = part;
        // Whoever committed is still within it, and its transaction must not become the handlers'.
        await Task.Yield();
        await CallerContext.Leave();
        await before;
        using var noTransaction = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        foreach (var pending in events)
            await _dispatch.HandleLocallyAsync(pending);
    }

    private void OnDropped(IReadOnlyList<PendingEvent> events, TransactionStatus status)
    {
        foreach (var pending in events)
        {
            if (status == TransactionStatus.InDoubt)
                EventsLog.InDoubt(_logger, pending.Name.Qualified, _plugin.Key, _plugin.Member.Node.Name);
            _plugin.Record(TimelineKind.EventDropped, pending.Name.SaidBy(_plugin), status == TransactionStatus.InDoubt ? "the outcome of its transaction is in doubt" : "its transaction rolled back");
        }
    }
}
