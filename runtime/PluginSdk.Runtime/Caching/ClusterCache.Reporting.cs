using System.Globalization;

namespace PluginSdk.Runtime.Caching;

/// <summary>The timeline, listeners and what counts as a period of distrust.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    private readonly Lock _listening = new();
    private Action<CacheChange<TKey>>[] _listeners = [];
    private bool _isDistrusted;

    private bool IsRecorded => _plugin.Member.Options.Timeline.IsEnabled;

    public IDisposable Listen(Action<CacheChange<TKey>> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        lock (_listening)
            _listeners = [.. _listeners, listener];
        return new Listening(this, listener);
    }

    private void Raise(CacheChangeKind kind, TKey? key, string? origin = null)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            try
            {
                listener(new CacheChange<TKey>(kind, key, origin ?? _plugin.Member.Node.Name));
            }
#pragma warning disable CA1031 // One listener's failure must not keep an invalidation from the others.
            catch (Exception e)
#pragma warning restore CA1031
            {
                CacheLog.ListenerFailed(_logger, Name, e);
            }
        }
    }

    /// <summary>An invalidation, or a put of another node, has been applied here.</summary>
    private void Report(Invalidation invalidation, CacheAnnouncementKind kind, string? origin)
    {
        _counters.Invalidation();
        if (_listeners.Length > 0)
            RaiseInvalidation(invalidation, kind == CacheAnnouncementKind.Put ? CacheChangeKind.Put : CacheChangeKind.Removed, origin);
        if (!IsRecorded)
            return;
        var what = invalidation switch
        {
            { Keys: { } keys } => string.Join(", ", keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{_codec.DecodeKey(key)}"))),
            { Tag: { } tag } => $"keys of tag {tag}",
            _ => "all keys",
        };
        var verb = kind == CacheAnnouncementKind.Put ? "put" : "removed";
        _plugin.Record(TimelineKind.CacheInvalidated, Name, origin is null ? $"{what}: {verb} here" : $"{what}: {verb} by {origin}");
    }

    private void RaiseInvalidation(Invalidation invalidation, CacheChangeKind kind, string? origin)
    {
        if (invalidation.Keys is not { } keys)
        {
            Raise(CacheChangeKind.ManyRemoved, default, origin);
            return;
        }

        foreach (var key in keys)
            Raise(kind, _codec.DecodeKey(key), origin);
    }

    /// <summary>A read has found that the engine was not heard from within the bound.</summary>
    private void NoteDistrust(bool isDistrusted)
    {
        if (_isDistrusted == isDistrusted)
            return;
        _isDistrusted = isDistrusted;
        if (!isDistrusted)
            return;
        _counters.Distrust();
        Record(TimelineKind.CacheDistrusted, "no word from the engine within the bound of staleness: asks the shared tier, or loads");
    }

    private void Record(TimelineKind kind, string detail) => _plugin.Record(kind, Name, detail);

    private void Record(TimelineKind kind, TKey key, string cause)
    {
        if (IsRecorded)
            _plugin.Record(kind, Name, string.Create(CultureInfo.InvariantCulture, $"{key}: {cause}"));
    }

    private sealed class Listening(ClusterCache<TKey, TValue> cache, Action<CacheChange<TKey>> listener) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            lock (cache._listening)
            {
                if (_isOver)
                    return;
                _isOver = true;
                var index = Array.IndexOf(cache._listeners, listener);
                cache._listeners = [.. cache._listeners[..index], .. cache._listeners[(index + 1)..]];
            }
        }
    }
}
