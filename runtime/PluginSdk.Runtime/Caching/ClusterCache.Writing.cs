using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>Puts.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    private readonly PendingWrites<TKey, TValue> _pending = new();
    private readonly HeldWrites _held;

    public ValueTask PutAsync(TKey key, TValue value, CancellationToken cancellationToken = default)
    {
        var invalidation = Invalidation.Of(_codec.Encode(key));
        var isHeld = _held.TryHold(new HeldWrite(
            invalidation,
            () => ApplyHere(invalidation),
            () => ReportAsync(() => PutNowAsync(key, value, WriteCondition.None, CancellationToken.None))));
        return isHeld ? ValueTask.CompletedTask : PutNowAsync(key, value, cancellationToken);
    }

    public ValueTask<bool> PutIfAbsentAsync(TKey key, TValue value, CancellationToken cancellationToken = default) =>
        PutIfAsync(nameof(PutIfAbsentAsync), key, value, WriteCondition.Absent, cancellationToken);

    public ValueTask<bool> ReplaceAsync(TKey key, TValue value, CancellationToken cancellationToken = default) =>
        PutIfAsync(nameof(ReplaceAsync), key, value, WriteCondition.Present, cancellationToken);

    public ValueTask<bool> ReplaceAsync(TKey key, TValue expected, TValue value, CancellationToken cancellationToken = default) =>
        PutIfAsync(nameof(ReplaceAsync), key, value, WriteCondition.Equal(_codec.EncodeValue(expected)), cancellationToken);

    private ValueTask<bool> PutIfAsync(string what, TKey key, TValue value, WriteCondition condition, CancellationToken cancellationToken)
    {
        ThrowIfInTransaction(what);
        return PutNowAsync(key, value, condition, cancellationToken);
    }

    private async ValueTask PutNowAsync(TKey key, TValue value, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        await PutNowAsync(key, value, WriteCondition.None, cancellationToken);
    }

    private async ValueTask<bool> PutNowAsync(TKey key, TValue value, WriteCondition condition, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var keyBytes = _codec.Encode(key);
        var startedAt = _clock.Now;
        var loaded = Describe(key, value);
        var entry = NewEntry(key, loaded, startedAt);
        var isPut = _shared is { } shared
            ? await PutSharedAsync(shared, keyBytes, entry, ToWrite(loaded), condition, cancellationToken)
            : _near.ChangeIf(key, present => HoldsHere(condition, present), entry);
        if (isPut)
            Raise(CacheChangeKind.Put, key);
        return isPut;
    }

    private async ValueTask<bool> PutSharedAsync(SharedTier shared, byte[] keyBytes, NearEntry<TKey, TValue> entry, ValueWrite write, WriteCondition condition, CancellationToken cancellationToken)
    {
        var append = Prepare(CacheAnnouncementKind.Put, [keyBytes], Settings.Scope == CacheScope.Replicated ? write : null);
        var ticket = _near.Begin(entry.Key);
        var pending = _pending.Begin(append.Id, Invalidation.Of(keyBytes), entry);
        try
        {
            var result = await SendAsync(token => shared.Store.PutAsync(shared.Name, keyBytes, write, condition, append, token), cancellationToken);
            if (result.Written)
                _pending.Settle(pending, static put => put._near.TryReplace(put.entry, put.ticket), (_near, entry, ticket));
            else
                _pending.Forget(append.Id);
            return result.Written;
        }
        catch (Exception e)
        {
            GiveUp(append.Id, Invalidation.Of(keyBytes), e);
            throw;
        }
        finally
        {
            _near.End(entry.Key, ticket);
        }
    }

    /// <summary>Whether a condition holds for what a cache that is this node's own has.</summary>
    private bool HoldsHere(in WriteCondition condition, NearEntry<TKey, TValue>? entry)
    {
        var present = entry is not null && _clock.Now < entry.ExpiresAt;
        return condition.Kind switch
        {
            WriteConditionKind.None => true,
            WriteConditionKind.Absent => !present,
            WriteConditionKind.Present => present,
            _ => present && (_copies ? entry!.Encoded.Span : _codec.EncodeValue(entry!.Value)).SequenceEqual(condition.Expected.Span),
        };
    }

    private LogAppend Prepare(CacheAnnouncementKind kind, IReadOnlyList<ReadOnlyMemory<byte>> keys, ValueWrite? write = null)
    {
        var announcement = new CacheAnnouncement(kind, _plugin.Member.Node.Name, keys)
        {
            Value = kind == CacheAnnouncementKind.Put ? write?.Value : null,
            TimeToLive = write?.TimeToLive,
            Tags = write?.Tags ?? [],
        };
        return _plugin.Member.Feed.Prepare(_topic, WireSerializer.Serialize(CacheAnnouncement.Codec, announcement));
    }
}
