using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>Who lives from which topic.</summary>
internal sealed class FeedSubscriptions(string node, ILogger logger)
{
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<string, IFeedSubscriber[]> _byTopic = new(StringComparer.Ordinal);

    public IDisposable Add(string topic, IFeedSubscriber subscriber)
    {
        lock (_changes)
            _byTopic[topic] = _byTopic.TryGetValue(topic, out var others) ? [.. others, subscriber] : [subscriber];
        return new Subscription(this, topic, subscriber);
    }

    public void Give(LogEntry entry)
    {
        if (!_byTopic.TryGetValue(entry.Topic, out var subscribers))
            return;
        foreach (var subscriber in subscribers)
            Call(entry.Topic, () => subscriber.OnEntry(entry));
    }

    public void GiveResync()
    {
        // In an order that does not depend on string hashes, so that a seed repeats the run.
        var told = new HashSet<IFeedSubscriber>(ReferenceEqualityComparer.Instance);
        foreach (var (topic, subscribers) in _byTopic.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            foreach (var subscriber in subscribers)
                if (told.Add(subscriber))
                    Call(topic, subscriber.OnResync);
    }

    private void Call(string topic, Action call)
    {
        try
        {
            call();
        }
#pragma warning disable CA1031 // One subscriber's failure must not end the feed of all.
        catch (Exception e)
#pragma warning restore CA1031
        {
            FeedLog.SubscriberFailed(logger, topic, node, e);
        }
    }

    private void Remove(string topic, IFeedSubscriber subscriber)
    {
        lock (_changes)
        {
            if (!_byTopic.TryGetValue(topic, out var subscribers))
                return;
            var index = Array.IndexOf(subscribers, subscriber);
            if (index < 0)
                return;
            if (subscribers.Length == 1)
                _byTopic.TryRemove(topic, out _);
            else
                _byTopic[topic] = [.. subscribers[..index], .. subscribers[(index + 1)..]];
        }
    }

    private sealed class Subscription(FeedSubscriptions owner, string topic, IFeedSubscriber subscriber) : IDisposable
    {
        private bool _disposed;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _disposed, true))
                owner.Remove(topic, subscriber);
        }
    }
}
