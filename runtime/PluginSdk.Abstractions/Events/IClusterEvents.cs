namespace PluginSdk;

/// <summary>Publishes events to every node.</summary>
public interface IClusterEvents
{
    /// <summary>
    /// Publishes an event. In an ambient transaction it is held back until that commits and dropped when it rolls back;
    /// then the returned task only says that it is held. Otherwise the task completes when the event is in the cluster's
    /// log and the handlers of this node have run.
    /// </summary>
    /// <exception cref="AggregateException">Handlers of this node failed; every handler was tried.</exception>
    ValueTask PublishAsync<TEvent>(TEvent clusterEvent, CancellationToken cancellationToken = default)
        where TEvent : IClusterEvent<TEvent>;

    /// <summary>Publishes an event of a type that does not carry its own definition.</summary>
    ValueTask PublishAsync<TEvent>(EventDefinition<TEvent> definition, TEvent clusterEvent, CancellationToken cancellationToken = default);

    /// <summary>Handles the events of this node until the returned registration is disposed or the plugin stops.</summary>
    IDisposable SubscribeLocal<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler);

    /// <summary>Handles the events of the other nodes until the returned registration is disposed or the plugin stops.</summary>
    IDisposable SubscribeRemote<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler);

    /// <summary>
    /// Is told, in its place among the events, that some of other nodes may be missing here, so that what was derived from
    /// them can be built anew. Without such a handler the gap is in the log and the timeline alone. Ends when the returned
    /// registration is disposed or the plugin stops.
    /// </summary>
    IDisposable SubscribeGaps(Func<EventGap, IServiceProvider, CancellationToken, Task> handler);
}
