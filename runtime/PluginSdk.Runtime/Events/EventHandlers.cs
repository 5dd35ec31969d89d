using System.Collections.Immutable;
using GapHandler = System.Func<PluginSdk.EventGap, System.IServiceProvider, System.Threading.CancellationToken, System.Threading.Tasks.Task>;

namespace PluginSdk.Runtime;

/// <summary>A plugin's handlers by topic, in the order of their registration. The node's feed is subscribed while a topic has any.</summary>
internal sealed class EventHandlers(INodeFeed feed, IFeedSubscriber subscriber) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private ImmutableArray<GapHandler> _forGaps = [];
    private bool _disposed;

    /// <summary>Who is told that events may be missing.</summary>
    public ImmutableArray<GapHandler> ForGaps
    {
        get
        {
            lock (_gate)
                return _forGaps;
        }
    }

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

    public IDisposable AddForGaps(GapHandler handler)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IClusterEvents));
            _forGaps = _forGaps.Add(handler);
        }

        return new GapRegistration(this, handler);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _forGaps = [];
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

    private sealed class GapRegistration(EventHandlers owner, GapHandler handler) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
                owner._forGaps = owner._forGaps.Remove(handler);
        }
    }

    private sealed class Registration(EventHandlers owner, string topic, EventHandler handler) : IDisposable
    {
        public void Dispose() => owner.Remove(topic, handler);
    }
}
