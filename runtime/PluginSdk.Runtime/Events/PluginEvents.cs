namespace PluginSdk.Runtime;

internal sealed class PluginEvents(PluginRuntime plugin) : IClusterEvents
{
    public PluginRuntime Plugin => plugin;

    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(plugin);

    public ValueTask PublishAsync<TEvent>(TEvent clusterEvent, CancellationToken cancellationToken = default)
        where TEvent : IClusterEvent<TEvent> => PublishAsync(TEvent.Definition, clusterEvent, cancellationToken);

    public ValueTask PublishAsync<TEvent>(EventDefinition<TEvent> definition, TEvent clusterEvent, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IDisposable SubscribeLocal<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler) => throw new NotSupportedException();

    public IDisposable SubscribeRemote<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) => throw new NotSupportedException();

    public Task StopAsync() => Task.FromResult(plugin);
}
