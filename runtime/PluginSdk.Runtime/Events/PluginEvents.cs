using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>One plugin's events on one node.</summary>
internal sealed class PluginEvents : IClusterEvents, IFeedSubscriber, IDisposable
{
    private readonly PluginRuntime _plugin;
    private readonly ILogger _logger;
    private readonly EventHandlers _handlers;
    private readonly EventPublisher _publisher;
    private readonly RemoteEventQueue _queue;

    public PluginEvents(PluginRuntime plugin)
    {
        _plugin = plugin;
        _logger = plugin.Member.Options.LoggerFactory.CreateLogger("PluginSdk.Events");
        _handlers = new EventHandlers(plugin.Member.Feed, this);
        var dispatch = new EventDispatch(plugin, _handlers, _logger);
        _publisher = new EventPublisher(plugin, dispatch, _logger);
        _queue = new RemoteEventQueue(plugin.Member.Options.MaxQueuedEvents, dispatch.HandleAsync, dispatch.TellGapAsync);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _queue.Start();
        return Task.CompletedTask;
    }

    public ValueTask PublishAsync<TEvent>(TEvent clusterEvent, CancellationToken cancellationToken = default)
        where TEvent : IClusterEvent<TEvent> => PublishAsync(TEvent.Definition, clusterEvent, cancellationToken);

    public ValueTask PublishAsync<TEvent>(EventDefinition<TEvent> definition, TEvent clusterEvent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(clusterEvent);
        return _publisher.PublishAsync(definition, clusterEvent, cancellationToken);
    }

    public IDisposable SubscribeLocal<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.AddLocal(EventName.Of(_plugin, definition.Name).Topic, new LocalEventHandler<TEvent>(definition, handler));
    }

    public IDisposable SubscribeRemote<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.AddRemote(EventName.Of(_plugin, definition.Name).Topic, new RemoteEventHandler<TEvent>(definition, handler));
    }

    public void OnEntry(LogEntry entry) => _queue.Add(entry);

    public IDisposable SubscribeGaps(Func<EventGap, IServiceProvider, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _handlers.AddForGaps(handler);
    }

    public void OnResync() => _queue.AddGap();

    public async Task StopAsync()
    {
        // Also a handler under way may be publishing.
        await using var impatience = _publisher.BeImpatient();
        await _queue.StopAsync();
        await _publisher.StopAsync();
        _handlers.Dispose();
    }

    public void Dispose()
    {
        _handlers.Dispose();
        _publisher.Dispose();
    }
}
