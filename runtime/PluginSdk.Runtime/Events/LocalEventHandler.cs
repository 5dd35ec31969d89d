namespace PluginSdk.Runtime;

/// <summary>Handles the events of this node: the plugin's own as the object that was published, others' from their bytes.</summary>
internal sealed class LocalEventHandler<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler) : EventHandler
{
    public Task HandleAsync(TEvent clusterEvent, IServiceProvider services, CancellationToken cancellationToken) =>
        handler(clusterEvent, services, cancellationToken);

    public override Func<IServiceProvider, CancellationToken, Task> Open(EventEnvelope envelope)
    {
        var clusterEvent = envelope.Decode(definition.Codec);
        return (services, cancellationToken) => handler(clusterEvent, services, cancellationToken);
    }
}
