using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>
/// Values and tickets in dictionaries under one lock, which also covers the append to the log. A ticket is in the place of
/// the value it is for, so that whatever removes the value takes the ticket back.
/// </summary>
internal sealed class InMemoryValueStore(TimeProvider time, InMemoryLog log) : IValueStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, InMemoryTier> _tiers = new(StringComparer.Ordinal);
    private long _lastStamp;

    public ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        lock (_gate)
            return ValueTask.FromResult(Tier(cache).Read(key.ToArray(), time.GetTimestamp()));
    }

    public ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken)
    {
        var found = new StoredValue[keys.Count];
        lock (_gate)
        {
            var tier = Tier(cache);
            for (var i = 0; i < found.Length; i++)
                found[i] = tier.Read(keys[i].ToArray(), time.GetTimestamp());
        }

        return ValueTask.FromResult(found);
    }

    public ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken)
    {
        var keyBytes = key.ToArray();
        lock (_gate)
        {
            var tier = Tier(cache);
            var now = time.GetTimestamp();
            var stored = tier.Read(keyBytes, now);
            if (stored.Found)
                return ValueTask.FromResult(new ClaimResult(stored, default, false, TimeSpan.Zero));
            if (tier.TicketOf(keyBytes, now) is { } issued)
                return ValueTask.FromResult(new ClaimResult(StoredValue.None, issued.Ticket, false, issued.Life));
            return ValueTask.FromResult(new ClaimResult(StoredValue.None, tier.Issue(keyBytes, ++_lastStamp, life, now), true, life));
        }
    }

    public ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken)
    {
        var keyBytes = key.ToArray();
        lock (_gate)
        {
            var tier = Tier(cache);
            var now = time.GetTimestamp();
            if (tier.TicketOf(keyBytes, now)?.Ticket != ticket)
                return ValueTask.FromResult(false);
            tier.Issue(keyBytes, ticket.Stamp, life, now);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken)
    {
        var keyBytes = key.ToArray();
        lock (_gate)
        {
            if (announcement is { } appended && log.Find(appended.Id) is not null)
                return ValueTask.FromResult(true);
            var tier = Tier(cache);
            var now = time.GetTimestamp();
            var isClaimed = tier.TicketOf(keyBytes, now)?.Ticket == ticket;
            if (!isClaimed && (write is null || !tier.Holds(keyBytes, ticket, now)))
                return ValueTask.FromResult(false);
            if (write is { } value)
                tier.Store(keyBytes, value, ++_lastStamp, now);
            else
                tier.Remove(keyBytes);
            if (announcement is { } append)
                log.Append(append);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken)
    {
        var keyBytes = key.ToArray();
        lock (_gate)
        {
            // Asked again because the answer got lost: the condition held when it was done.
            if (log.Find(announcement.Id) is { } done)
                return ValueTask.FromResult(new WriteResult(true, done));
            var tier = Tier(cache);
            if (!Holds(condition, tier, keyBytes))
                return ValueTask.FromResult(default(WriteResult));
            tier.Store(keyBytes, write, ++_lastStamp, time.GetTimestamp());
            return ValueTask.FromResult(new WriteResult(true, log.Append(announcement)));
        }
    }

    public ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (log.Find(announcement.Id) is { } done)
                return ValueTask.FromResult(new WriteResult(true, done));
            var tier = Tier(cache);
            if (!Holds(condition, tier, keys[0].ToArray()))
                return ValueTask.FromResult(default(WriteResult));
            foreach (var key in keys)
                tier.Remove(key.ToArray());
            return ValueTask.FromResult(new WriteResult(true, log.Append(announcement)));
        }
    }

    public ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (log.Find(announcement.Id) is { } done)
                return ValueTask.FromResult(done);
            Tier(cache).RemoveAll(tag);
            return ValueTask.FromResult(log.Append(announcement));
        }
    }

    private bool Holds(WriteCondition condition, InMemoryTier tier, byte[] key)
    {
        if (condition.Kind == WriteConditionKind.None)
            return true;
        var stored = tier.Read(key, time.GetTimestamp());
        return condition.Kind switch
        {
            WriteConditionKind.Absent => !stored.Found,
            WriteConditionKind.Present => stored.Found,
            _ => stored.Found && stored.Value.Span.SequenceEqual(condition.Expected.Span),
        };
    }

    private InMemoryTier Tier(string cache)
    {
        if (!_tiers.TryGetValue(cache, out var tier))
            _tiers.Add(cache, tier = new InMemoryTier(time));
        return tier;
    }
}
