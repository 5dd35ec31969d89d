namespace PluginSdk.Runtime;

/// <summary>A plugin's handlers by topic, in the order of their registration. The node's feed is subscribed while a topic has any.</summary>
internal sealed class EventHandlers(INodeFeed feed, IFeedSubscriber subscriber) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private bool _disposed;

    public IDisposable AddLocal(string topic, EventHandler handler) => Add(topic, handler, static t => ref t.Local);

    public IDisposable AddRemote(string topic, EventHandler handler) => Add(topic, handler, static t => ref t.Remote);

    public EventHandler[] LocalOf(string topic)
    {
        lock (_gate)
            return _topics.TryGetValue(topic, out var handlers) ? handlers.Local : [];
    }

    public EventHandler[] RemoteOf(string topic)
    {
        lock (_gate)
            return _topics.TryGetValue(topic, out var handlers) ? handlers.Remote : [];
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (var topic in _topics.Values)
                topic.Subscription.Dispose();
            _topics.Clear();
        }
    }

    private Registration Add(string topic, EventHandler handler, HandlersOf kind)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IClusterEvents));
            if (!_topics.TryGetValue(topic, out var handlers))
                _topics.Add(topic, handlers = new Topic(feed.Subscribe(topic, subscriber)));
            ref var list = ref kind(handlers);
            list = [.. list, handler];
        }

        return new Registration(this, topic, handler);
    }

    private void Remove(string topic, EventHandler handler)
    {
        lock (_gate)
        {
            if (!_topics.TryGetValue(topic, out var handlers))
                return;
            handlers.Local = [.. handlers.Local.Where(other => other != handler)];
            handlers.Remote = [.. handlers.Remote.Where(other => other != handler)];
            if (handlers.Local.Length > 0 || handlers.Remote.Length > 0)
                return;
            handlers.Subscription.Dispose();
            _topics.Remove(topic);
        }
    }

    private delegate ref EventHandler[] HandlersOf(Topic topic);

    private sealed class Topic(IDisposable subscription)
    {
        public EventHandler[] Local = [];
        public EventHandler[] Remote = [];

        public IDisposable Subscription => subscription;
    }

    private sealed class Registration(EventHandlers owner, string topic, EventHandler handler) : IDisposable
    {
        public void Dispose() => owner.Remove(topic, handler);
    }
}
