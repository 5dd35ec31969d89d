using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>What the cluster's log says about this cache, applied in its order.</summary>
internal sealed partial class ClusterCache<TKey, TValue> : IFeedSubscriber
{
    /// <summary>When another node's put was done is not known here, only its place in the log: it is believed as far as the feed is.</summary>
    private const long NeverFresh = long.MinValue / 2;

    private readonly string _topic;
    private readonly IDisposable? _subscription;
    private int _resynchronizing;

    /// <summary>Whether the shared tier may still have values whose invalidation was lost with a part of the log.</summary>
    private bool IsResynchronizing => Volatile.Read(ref _resynchronizing) != 0;

    public void OnEntry(LogEntry entry)
    {
        if (_pending.See(entry.Id, static (write, isOvertaken, state) => state.Item1.ApplyOwn(write, isOvertaken, state.entry), (this, entry)) is { } own)
            Say(own.Concerns.Keys);
        else if (Read(entry) is { } announcement)
            Apply(announcement);
        else
            ApplyUnknown();
    }

    public void OnResync()
    {
        _near.Clear();
        _pending.Clear();
        _words.SayAll();
        _counters.Distrust();
        Record(TimelineKind.CacheDistrusted, "entries of the log may have been missed: dropped here and in the shared tier");
        Raise(CacheChangeKind.Distrusted, default);
        Interlocked.Increment(ref _resynchronizing);
        _ = ResynchronizeAsync(_shared!);
    }

    /// <summary>
    /// An engine that lost a part of its log lost the removals that went with it, so its values cannot be believed before
    /// they are all removed once more.
    /// </summary>
    private async Task ResynchronizeAsync(SharedTier shared)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await SendInvalidationAsync(shared, Invalidation.All, Prepare(Invalidation.All), _stopping);
                Interlocked.Decrement(ref _resynchronizing);
                return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, a cache that gave up would never again believe the shared tier.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (e is not EngineUnavailableException)
                    CacheLog.ResynchronizingFailed(_logger, Name, e);
                await Task.Delay(e is EngineUnavailableException ? s_pauseBetweenAttempts : s_patience, _clock.Time, _stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    private void ApplyOwn(PendingWrite<TKey, TValue> write, bool isOvertaken, LogEntry entry)
    {
        if (write.Entry is { } put && !isOvertaken)
            _near.Replace(put);
        else if (Read(entry) is { } announcement)
            ApplyHere(ToInvalidation(announcement));
    }

    private void Apply(CacheAnnouncement announcement)
    {
        if (announcement.Kind != CacheAnnouncementKind.Loaded)
        {
            var invalidation = ToInvalidation(announcement);
            // A put of long ago would begin a new life here: who catches up takes it as a removal.
            if (announcement.Value is not { } bytes || _clock.Now >= _trust.Refresh() || !TryReplace(announcement, bytes))
                ApplyHere(invalidation);
            Report(invalidation, announcement.Kind, announcement.Origin);
        }

        Say(announcement.Keys);
    }

    private bool TryReplace(CacheAnnouncement announcement, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var key = _codec.DecodeKey(announcement.Keys[0]);
            var loaded = new LoadedValue<TValue>(_codec.DecodeValue(bytes), bytes, SizeOf(key, bytes.Length), announcement.TimeToLive, announcement.Tags);
            _pending.Meet(announcement.Keys[0].Span, announcement.Tags, static (isOvertaken, put) =>
            {
                if (isOvertaken)
                    put._near.Remove(put.entry.Key);
                else
                    put._near.Replace(put.entry);
            }, (_near, entry: NewEntry(key, loaded, NeverFresh)));
            return true;
        }
        catch (WireFormatException e)
        {
            CacheLog.Unreadable(_logger, Name, _codec.DecodeKey(announcement.Keys[0]), e);
            return false;
        }
    }

    private void ApplyHere(Invalidation invalidation)
    {
        switch (invalidation)
        {
            case { Keys: { } keys }:
                foreach (var key in keys)
                    _near.Remove(_codec.DecodeKey(key));
                break;
            case { Tag: { } tag }:
                _near.RemoveTag(tag);
                break;
            default:
                _near.Clear();
                break;
        }
    }

    /// <summary>Something that a newer node says: whatever it is, dropping everything is right.</summary>
    private void ApplyUnknown()
    {
        _near.Clear();
        _words.SayAll();
        Report(Invalidation.All, CacheAnnouncementKind.RemoveAll, "a node of another version");
    }

    private CacheAnnouncement? Read(LogEntry entry)
    {
        try
        {
            var announcement = WireSerializer.Deserialize(CacheAnnouncement.Codec, entry.Payload);
            foreach (var key in announcement.Keys)
                _codec.DecodeKey(key);
            return Enum.IsDefined(announcement.Kind) ? announcement : null;
        }
        catch (WireFormatException e)
        {
            CacheLog.UnreadableEntry(_logger, Name, entry.Position.Sequence, e);
            return null;
        }
    }

    /// <summary>Tells who waits for another node's load.</summary>
    private void Say(IReadOnlyList<ReadOnlyMemory<byte>>? keys)
    {
        if (keys is not [_, ..])
            _words.SayAll();
        foreach (var key in keys ?? [])
            _words.Say(_codec.DecodeKey(key));
    }

    private static Invalidation ToInvalidation(CacheAnnouncement announcement) => announcement.Kind switch
    {
        CacheAnnouncementKind.RemoveTag when announcement.Tags.Count > 0 => Invalidation.OfTag(announcement.Tags[0]),
        CacheAnnouncementKind.RemoveAll or CacheAnnouncementKind.RemoveTag => Invalidation.All,
        _ => new Invalidation(announcement.Keys, null),
    };
}
