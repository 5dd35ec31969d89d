using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>The values and tickets of one cache. Its store's lock guards it.</summary>
internal sealed class InMemoryTier(TimeProvider time)
{
    private readonly Dictionary<byte[], Slot> _slots = new(ByteArrayComparer.Instance);
    private int _writesSinceSweep;

    public StoredValue Read(byte[] key, long now) =>
        Live(key, now) is { Ticket: null } slot
            ? new StoredValue(true, slot.Value, slot.Remaining(time, now), slot.Tags)
            : StoredValue.None;

    public (FillTicket Ticket, TimeSpan Life)? TicketOf(byte[] key, long now) =>
        Live(key, now) is { Ticket: { } ticket } slot ? (ticket, slot.Remaining(time, now) ?? TimeSpan.Zero) : null;

    public void Issue(byte[] key, FillTicket ticket, TimeSpan life, long now) =>
        Set(key, new Slot { Ticket = ticket, Since = now, Life = life }, now);

    // A copy, because the caller's bytes may live in a buffer that is used again.
    public void Store(byte[] key, ValueWrite write, long now) =>
        Set(key, new Slot { Value = write.Value.ToArray(), Tags = write.Tags, Since = now, Life = write.TimeToLive }, now);

    public void Remove(byte[] key) => _slots.Remove(key);

    public void RemoveAll(string? tag)
    {
        // What is being loaded under a ticket may turn out to have the tag.
        foreach (var (key, slot) in _slots)
        {
            if (tag is null || slot.Ticket is not null || slot.Tags.Contains(tag, StringComparer.Ordinal))
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
        public FillTicket? Ticket { get; init; }

        public byte[] Value { get; init; } = [];

        public IReadOnlyList<string> Tags { get; init; } = [];

        public required long Since { get; init; }

        public required TimeSpan? Life { get; init; }

        public TimeSpan? Remaining(TimeProvider time, long now) => Life - time.GetElapsedTime(Since, now);

        public bool IsLive(TimeProvider time, long now) => Remaining(time, now) is not { } remaining || remaining > TimeSpan.Zero;
    }
}
