using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>Runs a plugin's handlers, each in a scope of its own; one that fails does not keep the others from running.</summary>
internal sealed class EventDispatch(PluginRuntime plugin, EventHandlers handlers, ILogger logger)
{
    /// <summary>Runs this node's handlers of an event of this plugin.</summary>
    /// <returns>What failed.</returns>
    public async Task<List<Exception>> HandleLocallyAsync(PendingEvent pending)
    {
        var failures = new List<Exception>();
        foreach (var handler in handlers.LocalOf(pending.Name.Topic))
        {
            var failure = await RunAsync(pending.Name, plugin.Member.Node, TimelineKind.EventHandledLocally, "published on this node",
                services => pending.HandleAsync(handler, services, plugin.Stopping));
            if (failure is not null)
                failures.Add(failure);
        }

        return failures;
    }

    /// <summary>Runs the handlers that an entry of the log is for.</summary>
    public async Task HandleAsync(LogEntry entry)
    {
        EventEnvelope envelope;
        try
        {
            envelope = EventEnvelope.Read(entry.Payload);
        }
        catch (WireFormatException e)
        {
            EventsLog.Unreadable(logger, entry.Topic, plugin.Key, plugin.Member.Node.Name, e);
            return;
        }

        var isOfThisNode = envelope.Origin.Id == plugin.Member.Node.Id;
        // The plugin's own events of this node were handled when they were published.
        if (isOfThisNode && envelope.Publisher == plugin.Key)
            return;
        var name = EventName.FromTopic(entry.Topic);
        var (kind, detail) = isOfThisNode
            ? (TimelineKind.EventHandledLocally, $"published on this node by {envelope.Publisher}")
            : (TimelineKind.EventHandledRemotely, $"from {envelope.Origin.Name}");
        foreach (var handler in isOfThisNode ? handlers.LocalOf(entry.Topic) : handlers.RemoteOf(entry.Topic))
        {
            if (Open(handler, envelope, entry.Topic, name) is { } handle)
                await RunAsync(name, envelope.Origin, kind, detail, services => handle(services, plugin.Stopping));
        }
    }

    /// <summary>Says that events of other nodes may be missing here: to the log, to the timeline, and to the plugin.</summary>
    public async Task TellGapAsync(EventGap gap)
    {
        var why = gap == EventGap.TooSlow
            ? $"more than {plugin.Member.Options.MaxQueuedEvents} of them waited for its handlers"
            : "the node's place in the cluster's log was lost";
        EventsLog.MayHaveMissed(logger, plugin.Key, plugin.Member.Node.Name, why);
        plugin.Record(TimelineKind.EventsMissed, null, $"events of other nodes may have been missed: {why}");
        foreach (var handler in handlers.ForGaps)
        {
            try
            {
                await using var scope = plugin.CreateScope();
                await handler(gap, scope.ServiceProvider, plugin.Stopping);
            }
            catch (OperationCanceledException) when (plugin.Stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // As below.
            catch (Exception e)
#pragma warning restore CA1031
            {
                EventsLog.GapHandlerFailed(logger, plugin.Key, plugin.Member.Node.Name, e);
            }
        }
    }

    /// <summary>Null where the bytes are not the event that the handler takes: then its code is not to blame, and does not run.</summary>
    private Func<IServiceProvider, CancellationToken, Task>? Open(EventHandler handler, EventEnvelope envelope, string topic, EventName name)
    {
        try
        {
            return handler.Open(envelope);
        }
        catch (WireFormatException e)
        {
            EventsLog.Unreadable(logger, topic, plugin.Key, plugin.Member.Node.Name, e);
            RecordFailure(name, envelope.Origin, e);
            return null;
        }
    }

    private async Task<Exception?> RunAsync(EventName name, ClusterNode origin, TimelineKind kind, string detail, Func<IServiceProvider, Task> handle)
    {
        try
        {
            await using var scope = plugin.CreateScope();
            await handle(scope.ServiceProvider);
            plugin.Record(kind, name.SaidBy(plugin), detail);
            return null;
        }
        catch (OperationCanceledException e) when (plugin.Stopping.IsCancellationRequested)
        {
            EventsLog.HandlerCancelled(logger, name.Qualified, plugin.Key, plugin.Member.Node.Name);
            return e;
        }
#pragma warning disable CA1031 // It is the plugin's code: whatever it throws is told, and the next handler runs.
        catch (Exception e)
#pragma warning restore CA1031
        {
            EventsLog.HandlerFailed(logger, name.Qualified, plugin.Key, plugin.Member.Node.Name, origin.Name, e);
            RecordFailure(name, origin, e);
            return e;
        }
    }

    private void RecordFailure(EventName name, ClusterNode origin, Exception exception)
        => plugin.Record(TimelineKind.EventHandlerFailed, name.SaidBy(plugin), $"from {origin.Name}: {exception.GetType().Name}: {exception.Message}");
}
