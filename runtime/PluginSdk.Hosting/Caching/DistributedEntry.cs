using PluginSdk.Wire;

namespace PluginSdk.Hosting;

/// <summary>What a distributed cache keeps under a key.</summary>
/// <param name="payload">The caller's bytes; nobody changes them.</param>
internal sealed class DistributedEntry(byte[] payload)
{
    private const long Never = long.MinValue;

    private long _renewedAt = Never;

    public byte[] Payload => payload;

    /// <summary>After so long without a read the entry expires; null: reads do not matter.</summary>
    public TimeSpan? Sliding { get; init; }

    /// <summary>When the entry expires however often it is read, on the engine's clock; null: there is no such moment, or the life says it.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How long the entry lives from when it is written; not part of its bytes.</summary>
    public TimeSpan? Life { get; init; }

    public static IWireCodec<DistributedEntry> Codec { get; } = new EntryCodec();

    /// <summary>The same bytes with a life that starts anew at <paramref name="now"/>.</summary>
    public DistributedEntry Renewed(TimeSpan life, long now) =>
        new(payload) { Sliding = Sliding, Deadline = Deadline, Life = life, _renewedAt = now };

    /// <summary>
    /// Whether a read at <paramref name="now"/> is the one that renews the entry: on a node that has not written it the
    /// first, then one in each sixteenth of the sliding time.
    /// </summary>
    public bool IsToBeRenewed(TimeProvider time, long now)
    {
        if (Sliding is not { } sliding)
            return false;
        var renewedAt = Volatile.Read(ref _renewedAt);
        return (renewedAt == Never || time.GetElapsedTime(renewedAt, now) >= sliding / 16)
            && Interlocked.CompareExchange(ref _renewedAt, now, renewedAt) == renewedAt;
    }

    /// <summary>This node has just written the entry.</summary>
    public DistributedEntry WrittenAt(long now)
    {
        _renewedAt = now;
        return this;
    }

    private sealed class EntryCodec : IWireCodec<DistributedEntry>
    {
        // Members may be added at the end: readers skip what they do not know.
        private const int MemberCount = 3;

        public void Write(ref WireWriter writer, DistributedEntry value)
        {
            writer.WriteArrayHeader(MemberCount);
            writer.WriteBinary(value.Payload);
            if (value.Sliding is { } sliding)
                writer.WriteTimeSpan(sliding);
            else
                writer.WriteNil();
            if (value.Deadline is { } deadline)
                writer.WriteDateTimeOffset(deadline);
            else
                writer.WriteNil();
        }

        public DistributedEntry Read(ref WireReader reader)
        {
            var members = reader.ReadArrayHeader();
            var entry = new DistributedEntry(reader.ReadBinary())
            {
                Sliding = reader.TryReadNil() ? default(TimeSpan?) : reader.ReadTimeSpan(),
                Deadline = reader.TryReadNil() ? default(DateTimeOffset?) : reader.ReadDateTimeOffset(),
            };
            reader.Skip(members - MemberCount);
            return entry;
        }
    }
}
