namespace PluginSdk.Runtime;

/// <summary>Handles the events of other nodes.</summary>
internal sealed class RemoteEventHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) : EventHandler
{
    public override Task HandleAsync(EventEnvelope envelope, IServiceProvider services, CancellationToken cancellationToken) =>
        handler(new ClusterEventWrapper<TEvent>(envelope.Decode(definition.Codec), envelope.Origin), services, cancellationToken);
}
