using System.Globalization;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>What the cluster's log says about this cache, applied in its order.</summary>
internal sealed partial class ClusterCache<TKey, TValue> : IFeedSubscriber
{
    private readonly string _topic;
    private readonly IDisposable? _subscription;
    private int _resynchronizing;
    private int _distrusts;

    /// <summary>Whether the shared tier may still have values whose invalidation was lost with a part of the log.</summary>
    private bool IsResynchronizing => Volatile.Read(ref _resynchronizing) != 0;

    public void OnEntry(LogEntry entry)
    {
        if (_pending.See(entry.Id, static (write, state) => state.Item1.ApplyOwn(write, state.entry), (this, entry)))
            return;
        if (Read(entry) is { } announcement)
            Apply(announcement);
        else
            ApplyUnknown();
    }

    public void OnResync()
    {
        _near.Clear();
        _pending.Clear();
        HearAll();
        Record(TimelineKind.CacheDistrusted, "entries of the log may have been missed: dropped here, and in the shared tier");
        Interlocked.Increment(ref _resynchronizing);
        _ = ResynchronizeAsync();
    }

    /// <summary>
    /// An engine that lost a part of its log lost the removals that went with it, so its values cannot be believed before
    /// they are all removed once more.
    /// </summary>
    private async Task ResynchronizeAsync()
    {
        while (true)
        {
            try
            {
                await SendInvalidationAsync(Invalidation.All, Prepare(Invalidation.All), _plugin.Stopping);
                Interlocked.Decrement(ref _resynchronizing);
                return;
            }
            catch (EngineUnavailableException)
            {
                if (!await TryPauseAsync())
                    return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async ValueTask<bool> TryPauseAsync()
    {
        await Task.Delay(s_pauseBetweenAttempts, _clock.Time, _plugin.Stopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return !_plugin.Stopping.IsCancellationRequested;
    }

    private void ApplyOwn(PendingWrite<TKey, TValue> write, LogEntry entry)
    {
        if (write.Entry is { } put)
            _near.Replace(put);
        else if (Read(entry) is { } announcement)
            ApplyHere(ToInvalidation(announcement));
    }

    private void Apply(CacheAnnouncement announcement)
    {
        switch (announcement.Kind)
        {
            case CacheAnnouncementKind.Loaded:
                break;
            case CacheAnnouncementKind.Put when announcement.Value is { } bytes && TryReplace(announcement, bytes):
                RecordInvalidation(ToInvalidation(announcement), $"value put by {announcement.Origin}");
                break;
            default:
                var invalidation = ToInvalidation(announcement);
                ApplyHere(invalidation);
                var verb = announcement.Kind == CacheAnnouncementKind.Put ? "put" : "removed";
                RecordInvalidation(invalidation, $"{verb} by {announcement.Origin}");
                break;
        }

        if (announcement.Keys.Count == 0)
            HearAll();
        foreach (var key in announcement.Keys)
        {
            if (_loads.TryGetValue(_shared!.DecodeKey(key), out var load))
                load.Hear();
        }
    }

    private bool TryReplace(CacheAnnouncement announcement, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _near.Replace(NewEntry(_shared!.DecodeKey(announcement.Keys[0]), _shared.DecodeValue(bytes), _clock.Now, announcement.TimeToLive));
            return true;
        }
        catch (WireFormatException)
        {
            return false;
        }
    }

    private void ApplyHere(Invalidation invalidation)
    {
        if (invalidation.Keys is not { } keys)
        {
            _near.Clear();
            return;
        }

        foreach (var key in keys)
            _near.Remove(_shared!.DecodeKey(key));
    }

    /// <summary>Something newer nodes say: whatever it is, dropping everything is right.</summary>
    private void ApplyUnknown()
    {
        _near.Clear();
        HearAll();
        Record(TimelineKind.CacheInvalidated, "all keys, by an entry that this version cannot read");
    }

    private CacheAnnouncement? Read(LogEntry entry)
    {
        try
        {
            var announcement = WireSerializer.Deserialize(CacheAnnouncement.Codec, entry.Payload);
            foreach (var key in announcement.Keys)
                _shared!.DecodeKey(key);
            return Enum.IsDefined(announcement.Kind) ? announcement : null;
        }
        catch (WireFormatException e)
        {
            CacheLog.UnreadableEntry(_logger, Name, entry.Position.Sequence, e);
            return null;
        }
    }

    private void HearAll()
    {
        foreach (var (_, load) in _loads)
            load.Hear();
    }

    private static Invalidation ToInvalidation(CacheAnnouncement announcement) => announcement.Kind switch
    {
        CacheAnnouncementKind.RemoveTag when announcement.Tags.Count > 0 => Invalidation.OfTag(announcement.Tags[0]),
        CacheAnnouncementKind.RemoveAll or CacheAnnouncementKind.RemoveTag => Invalidation.All,
        _ => new Invalidation(announcement.Keys, null),
    };

    private void NoteDistrust()
    {
        if (Interlocked.Increment(ref _distrusts) == 1)
            Record(TimelineKind.CacheDistrusted, "no word from the engine within the bound of staleness: asks the shared tier or loads");
    }

    private bool IsRecorded => _plugin.Member.Options.Timeline.IsEnabled;

    private void Record(TimelineKind kind, string detail) => _plugin.Record(kind, Name, detail);

    private void Record(TimelineKind kind, TKey key, string cause)
    {
        if (IsRecorded)
            _plugin.Record(kind, Name, string.Create(CultureInfo.InvariantCulture, $"{key}: {cause}"));
    }

    private void RecordInvalidation(Invalidation invalidation, string cause)
    {
        if (!IsRecorded)
            return;
        var what = invalidation switch
        {
            { Keys: { } keys } => string.Join(", ", keys.Select(key => string.Create(CultureInfo.InvariantCulture, $"{_shared!.DecodeKey(key)}"))),
            { Tag: { } tag } => $"keys of tag {tag}",
            _ => "all keys",
        };
        _plugin.Record(TimelineKind.CacheInvalidated, Name, $"{what}: {cause}");
    }
}
