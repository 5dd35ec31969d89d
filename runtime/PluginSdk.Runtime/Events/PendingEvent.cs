using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>An event that was published and not sent yet. Its append has its id, so that sending it again changes nothing.</summary>
internal abstract class PendingEvent(EventName name, LogAppend append)
{
    public EventName Name => name;

    public LogAppend Append => append;

    /// <summary>Runs one of this node's handlers.</summary>
    public abstract Task HandleAsync(EventHandler handler, IServiceProvider services, CancellationToken cancellationToken);
}

/// <inheritdoc cref="PendingEvent"/>
internal sealed class PendingEvent<TEvent>(EventName name, LogAppend append, TEvent clusterEvent) : PendingEvent(name, append)
{
    public override Task HandleAsync(EventHandler handler, IServiceProvider services, CancellationToken cancellationToken) =>
        handler is LocalEventHandler<TEvent> typed
            ? typed.HandleAsync(clusterEvent, services, cancellationToken)
            // The plugin has another record of the same name.
            : handler.Open(EventEnvelope.Read(Append.Payload))(services, cancellationToken);
}
