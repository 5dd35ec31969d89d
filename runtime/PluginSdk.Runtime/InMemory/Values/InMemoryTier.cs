using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>The values and tickets of one cache. Its store's lock guards it.</summary>
internal sealed class InMemoryTier(TimeProvider time)
{
    private readonly Dictionary<byte[], Slot> _slots = new(ByteArrayComparer.Instance);
    private long _epoch;
    private int _writesSinceSweep;

    public StoredValue Read(byte[] key, long now) =>
        Live(key, now) is { IsTicket: false } slot
            ? new StoredValue(true, slot.Value, slot.Remaining(time, now), slot.Tags, new FillTicket(slot.Stamp, _epoch))
            : StoredValue.None;

    public (FillTicket Ticket, TimeSpan Life)? TicketOf(byte[] key, long now) =>
        Live(key, now) is { IsTicket: true } slot ? (new FillTicket(slot.Stamp, _epoch), slot.Remaining(time, now) ?? TimeSpan.Zero) : null;

    /// <summary>Whether the value of a key is the one that <paramref name="ticket"/> came with.</summary>
    public bool Holds(byte[] key, FillTicket ticket, long now) =>
        Live(key, now) is { IsTicket: false } slot && ticket == new FillTicket(slot.Stamp, _epoch);

    public FillTicket Issue(byte[] key, long stamp, TimeSpan life, long now)
    {
        Set(key, new Slot { IsTicket = true, Stamp = stamp, Since = now, Life = life }, now);
        return new FillTicket(stamp, _epoch);
    }

    // A copy, because the caller's bytes may live in a buffer that is used again.
    public void Store(byte[] key, ValueWrite write, long stamp, long now) =>
        Set(key, new Slot { Value = write.Value.ToArray(), Tags = write.Tags, Stamp = stamp, Since = now, Life = write.TimeToLive }, now);

    public void Remove(byte[] key) => _slots.Remove(key);

    public void RemoveAll(string? tag)
    {
        // What is being loaded may turn out to have the tag.
        _epoch++;
        foreach (var (key, slot) in _slots)
        {
            if (tag is null || slot.IsTicket || slot.Tags.Contains(tag, StringComparer.Ordinal))
                _slots.Remove(key);
        }
    }

    private Slot? Live(byte[] key, long now) =>
        _slots.TryGetValue(key, out var slot) && slot.IsLive(time, now) ? slot : null;

    private void Set(byte[] key, Slot slot, long now)
    {
        _slots[key] = slot;
        // Each write pays for a part of a sweep, so that what nobody reads any more does not stay for ever.
        if (++_writesSinceSweep <= _slots.Count + 64)
            return;
        _writesSinceSweep = 0;
        foreach (var (other, candidate) in _slots)
        {
            if (!candidate.IsLive(time, now))
                _slots.Remove(other);
        }
    }

    private sealed class Slot
    {
        public bool IsTicket { get; init; }

        public required long Stamp { get; init; }

        public byte[] Value { get; init; } = [];

        public IReadOnlyList<string> Tags { get; init; } = [];

        public required long Since { get; init; }

        public required TimeSpan? Life { get; init; }

        public TimeSpan? Remaining(TimeProvider time, long now) => Life - time.GetElapsedTime(Since, now);

        public bool IsLive(TimeProvider time, long now) => Remaining(time, now) is not { } remaining || remaining > TimeSpan.Zero;
    }
}
