using System.Buffers;
using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>
/// The one record of a per-cluster job: which instants are decided, and who runs or ran the last one. All times are the
/// engine's. Written as a MessagePack array that may grow at its end.
/// </summary>
internal sealed record JobClaim
{
    private const int Members = 11;

    /// <summary>Every instant up to here was run, is being run, or was left out for good.</summary>
    public required DateTimeOffset DecidedThrough { get; init; }

    /// <summary>The schedule that the instants belong to, in words.</summary>
    public required string Schedule { get; init; }

    public JobClaimState State { get; init; }

    /// <summary>The instant of the last run.</summary>
    public DateTimeOffset Slot { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Whether the last run was asked for by hand, beside the schedule.</summary>
    public bool ByHand { get; init; }

    public int Attempt { get; init; }

    /// <summary>One claim: unique for each, so that an answer that got lost can be recognised.</summary>
    public string ClaimId { get; init; } = "";

    /// <summary>The version that the claim was written with; 0 in that very record, which did not know it yet.</summary>
    public long Fence { get; init; }

    public string NodeId { get; init; } = "";

    public string NodeName { get; init; } = "";

    /// <summary>
    /// While running: after this the node counts as dead. Afterwards: when it ended. Before the first run: nobody claims
    /// earlier.
    /// </summary>
    public DateTimeOffset Until { get; init; } = DateTimeOffset.UnixEpoch;

    public bool IsRunning => State == JobClaimState.Running;

    /// <summary>Whether the record is new in an engine that came up empty, and those who know more get time to say so.</summary>
    public bool IsSettling(DateTimeOffset now) => State == JobClaimState.None && Until > now;

    public byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        var writer = new WireWriter(buffer);
        writer.WriteArrayHeader(Members);
        writer.WriteInt64(DecidedThrough.UtcTicks);
        writer.WriteString(Schedule);
        writer.WriteInt32((int)State);
        writer.WriteInt64(Slot.UtcTicks);
        writer.WriteBoolean(ByHand);
        writer.WriteInt32(Attempt);
        writer.WriteString(ClaimId);
        writer.WriteInt64(Fence);
        writer.WriteString(NodeId);
        writer.WriteString(NodeName);
        writer.WriteInt64(Until.UtcTicks);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="WireFormatException">These are not the bytes of a claim.</exception>
    public static JobClaim Decode(ReadOnlySpan<byte> bytes, long version)
    {
        var reader = new WireReader(bytes);
        var members = reader.ReadArrayHeader();
        if (members < Members)
            throw new WireFormatException($"A job's record has {members} members instead of {Members}.");
        var claim = new JobClaim
        {
            DecidedThrough = Instant(ref reader),
            Schedule = reader.ReadString(),
            State = (JobClaimState)reader.ReadInt32(),
            Slot = Instant(ref reader),
            ByHand = reader.ReadBoolean(),
            Attempt = reader.ReadInt32(),
            ClaimId = reader.ReadString(),
            Fence = reader.ReadInt64(),
            NodeId = reader.ReadString(),
            NodeName = reader.ReadString(),
            Until = Instant(ref reader),
        };
        return claim.Fence == 0 ? claim with { Fence = version } : claim;
    }

    private static DateTimeOffset Instant(ref WireReader reader) => new(reader.ReadInt64(), TimeSpan.Zero);
}
