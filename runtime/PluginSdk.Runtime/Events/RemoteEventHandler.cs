namespace PluginSdk.Runtime;

/// <summary>Handles the events of other nodes.</summary>
internal sealed class RemoteEventHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) : EventHandler
{
    public override Func<IServiceProvider, CancellationToken, Task> Open(EventEnvelope envelope)
    {
        var wrapper = new ClusterEventWrapper<TEvent>(envelope.Decode(definition.Codec), envelope.Origin);
        return (services, cancellationToken) => handler(wrapper, services, cancellationToken);
    }
}
