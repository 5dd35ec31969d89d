using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// The writes of this node between their start and their entry in the feed. Whichever of the engine's reply and the feed
/// comes first applies the write to the near cache; the other then does nothing.
/// </summary>
internal sealed class PendingWrites<TKey, TValue>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AppendId, PendingWrite<TKey, TValue>> _writes = [];

    public PendingWrite<TKey, TValue> Begin(AppendId id, Invalidation concerns, NearEntry<TKey, TValue>? entry)
    {
        var write = new PendingWrite<TKey, TValue>(concerns, entry);
        lock (_gate)
            _writes.Add(id, write);
        return write;
    }

    /// <summary>The engine has replied: <paramref name="apply"/> unless the feed was faster.</summary>
    public void Settle<TState>(PendingWrite<TKey, TValue> write, Action<TState> apply, TState state)
    {
        lock (_gate)
        {
            if (write.IsSeen)
                return;
            write.IsSettled = true;
            apply(state);
        }
    }

    /// <summary>
    /// Another node's put of a key: <paramref name="apply"/> is told whether the feed has yet to come to a write of this
    /// node's own to the same key. That one may have been applied from the engine's reply already, and comes later in the log.
    /// </summary>
    public void Meet<TState>(ReadOnlySpan<byte> key, IReadOnlyList<string> tags, Action<bool, TState> apply, TState state)
    {
        lock (_gate)
        {
            var isOvertaken = false;
            foreach (var write in _writes.Values)
                isOvertaken |= write.Concerns.Concerns(key, tags);
            apply(isOvertaken, state);
        }
    }

    /// <summary>The write was not done and is not going to be.</summary>
    public void Forget(AppendId id)
    {
        lock (_gate)
            _writes.Remove(id);
    }

    /// <summary>
    /// The feed has come to a write of this node: <paramref name="apply"/> unless the reply was faster. It is told whether a
    /// later write of this node has been applied from its reply already: then this one must not bring back what that one ended.
    /// </summary>
    /// <returns>The write; null if it is not one of this cache's pending writes.</returns>
    public PendingWrite<TKey, TValue>? See<TState>(AppendId id, Action<PendingWrite<TKey, TValue>, bool, TState> apply, TState state)
    {
        lock (_gate)
        {
            if (!_writes.Remove(id, out var write))
                return null;
            write.IsSeen = true;
            if (!write.IsSettled)
                apply(write, IsOvertaken(write), state);
            return write;
        }
    }

    /// <summary>Whatever is settled and still to come in the feed comes later in the log.</summary>
    private bool IsOvertaken(PendingWrite<TKey, TValue> write)
    {
        if (write is not { Entry: { } entry, Concerns.Keys: [var key, ..] })
            return false;
        foreach (var other in _writes.Values)
        {
            if (other.IsSettled && other.Concerns.Concerns(key.Span, entry.Tags))
                return true;
        }

        return false;
    }

    /// <summary>The feed has lost its place, and will not come to what was settled before.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var (id, write) in _writes)
            {
                if (write.IsSettled)
                    _writes.Remove(id);
            }
        }
    }
}
