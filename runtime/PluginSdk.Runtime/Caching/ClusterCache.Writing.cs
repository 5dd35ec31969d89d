using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Puts and invalidations.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>How long a write asks an engine that does not answer before it gives up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pauseBetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly PendingWrites<TKey, TValue> _pending = new();
    private readonly UnsentInvalidations? _unsent;

    public ValueTask PutAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
    {
        if (_shared is not null)
            return PutSharedAsync(_shared, key, value, cancellationToken);
        _near.Replace(NewEntry(key, value, _clock.Now, Settings.ExpireAfterWrite));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(TKey key, CancellationToken cancellationToken = default)
    {
        if (_shared is { } shared)
            return InvalidateAsync(Invalidation.Of(shared.Encode(key)), cancellationToken);
        _near.Remove(key);
        Record(TimelineKind.CacheInvalidated, key, "removed here");
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAllAsync(CancellationToken cancellationToken = default)
    {
        if (_shared is not null)
            return InvalidateAsync(Invalidation.All, cancellationToken);
        _near.Clear();
        Record(TimelineKind.CacheInvalidated, "all keys removed here");
        return ValueTask.CompletedTask;
    }

    private async ValueTask PutSharedAsync(SharedTier<TKey, TValue> shared, TKey key, TValue value, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        byte[] keyBytes = shared.Encode(key);
        var write = shared.Write(value);
        var append = Prepare(CacheAnnouncementKind.Put, [keyBytes], Settings.Scope == CacheScope.Replicated ? write : null);
        var entry = NewEntry(key, value, _clock.Now, Settings.ExpireAfterWrite);
        var ticket = _near.Begin(key);
        var pending = _pending.Begin(append.Id, entry);
        try
        {
            await SendAsync(token => shared.Store.PutAsync(shared.Name, keyBytes, write, WriteCondition.None, append, token), cancellationToken);
            _pending.Settle(pending, static put => put._near.TryReplace(put.entry, put.ticket), (_near, entry, ticket));
        }
        catch (Exception e)
        {
            GiveUp(append.Id, Invalidation.Of(keyBytes), e);
            throw;
        }
        finally
        {
            _near.End(key, ticket);
        }
    }

    /// <summary>Invalidates on every node; here, at the latest when it returns.</summary>
    private async ValueTask InvalidateAsync(Invalidation invalidation, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var append = Prepare(invalidation);
        var pending = _pending.Begin(append.Id, null);
        try
        {
            await SendAsync(token => SendInvalidationAsync(invalidation, append, token), cancellationToken);
            _pending.Settle(pending, static state => state.Item1.ApplyHere(state.invalidation), (this, invalidation));
            RecordInvalidation(invalidation, "removed here");
        }
        catch (Exception e)
        {
            GiveUp(append.Id, invalidation, e);
            throw;
        }
    }

    /// <summary>
    /// A write whose outcome is unknown: what it concerns is dropped here, and, unless the caller has turned away, on all
    /// nodes as soon as the engine answers again.
    /// </summary>
    private void GiveUp(AppendId id, Invalidation invalidation, Exception cause)
    {
        _pending.Forget(id);
        ApplyHere(invalidation);
        if (cause is EngineUnavailableException)
            _unsent!.Add(invalidation);
    }

    private async ValueTask<LogPosition> SendInvalidationAsync(Invalidation invalidation, LogAppend append, CancellationToken cancellationToken) =>
        invalidation.Keys is { } keys
            ? (await _shared!.Store.RemoveAsync(_shared.Name, keys, WriteCondition.None, append, cancellationToken)).Position
            : await _shared!.Store.RemoveAllAsync(_shared.Name, invalidation.Tag, append, cancellationToken);

    private async Task SendInvalidationsAsync(IReadOnlyList<Invalidation> invalidations, CancellationToken cancellationToken)
    {
        foreach (var invalidation in invalidations)
            await SendInvalidationAsync(invalidation, Prepare(invalidation), cancellationToken);
    }

    /// <summary>Asks the engine, and while it does not answer, the same again: every write is told by its append's id.</summary>
    private async ValueTask<T> SendAsync<T>(Func<CancellationToken, ValueTask<T>> send, CancellationToken cancellationToken)
    {
        var time = _clock.Time;
        var startedAt = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await send(cancellationToken);
            }
            catch (EngineUnavailableException) when (time.GetElapsedTime(startedAt) < s_patience)
            {
                await Task.Delay(s_pauseBetweenAttempts, time, cancellationToken);
            }
        }
    }

    private LogAppend Prepare(Invalidation invalidation) => invalidation switch
    {
        { Keys: { } keys } => Prepare(CacheAnnouncementKind.Remove, keys),
        { Tag: { } tag } => Prepare(CacheAnnouncementKind.RemoveTag, [], new ValueWrite(default, null, [tag])),
        _ => Prepare(CacheAnnouncementKind.RemoveAll, []),
    };

    private LogAppend Prepare(CacheAnnouncementKind kind, IReadOnlyList<ReadOnlyMemory<byte>> keys, ValueWrite? write = null)
    {
        var announcement = new CacheAnnouncement(kind, _plugin.Member.Node.Name, keys)
        {
            Value = kind == CacheAnnouncementKind.Put ? write?.Value : null,
            TimeToLive = write?.TimeToLive,
            Tags = write?.Tags ?? [],
        };
        return _plugin.Member.Feed.Prepare(_topic, Wire.WireSerializer.Serialize(CacheAnnouncement.Codec, announcement));
    }
}
