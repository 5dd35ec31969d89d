using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>An entry of a cache's topic in the cluster's log.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Origin">The name of the node where it happened, for people.</param>
/// <param name="Keys">The keys' bytes.</param>
internal sealed record CacheAnnouncement(CacheAnnouncementKind Kind, string Origin, IReadOnlyList<ReadOnlyMemory<byte>> Keys)
{
    // Members may be added at the end: readers skip what they do not know and leave at its default what is not there.
    private const int MemberCount = 6;

    /// <summary>The new value of a put that is pushed to every node.</summary>
    public ReadOnlyMemory<byte>? Value { get; init; }

    /// <summary>The new value's time to live.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>The tags of the new value, or the one tag whose values are invalid.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public static IWireCodec<CacheAnnouncement> Codec { get; } = new AnnouncementCodec();

    private sealed class AnnouncementCodec : IWireCodec<CacheAnnouncement>
    {
        public void Write(ref WireWriter writer, CacheAnnouncement value)
        {
            writer.WriteArrayHeader(MemberCount);
            writer.WriteInt32((int)value.Kind);
            writer.WriteString(value.Origin);
            writer.WriteArrayHeader(value.Keys.Count);
            foreach (var key in value.Keys)
                writer.WriteBinary(key.Span);
            if (value.Value is { } bytes)
                writer.WriteBinary(bytes.Span);
            else
                writer.WriteNil();
            if (value.TimeToLive is { } timeToLive)
                writer.WriteTimeSpan(timeToLive);
            else
                writer.WriteNil();
            writer.WriteArrayHeader(value.Tags.Count);
            foreach (var tag in value.Tags)
                writer.WriteString(tag);
        }

        public CacheAnnouncement Read(ref WireReader reader)
        {
            var members = reader.ReadArrayHeader();
            var announcement = new CacheAnnouncement((CacheAnnouncementKind)reader.ReadInt32(), reader.ReadString(), ReadKeys(ref reader))
            {
                Value = reader.TryReadNil() ? default(ReadOnlyMemory<byte>?) : reader.ReadBinary(),
                TimeToLive = reader.TryReadNil() ? default(TimeSpan?) : reader.ReadTimeSpan(),
                Tags = ReadTags(ref reader),
            };
            reader.Skip(members - MemberCount);
            return announcement;
        }

        private static List<ReadOnlyMemory<byte>> ReadKeys(ref WireReader reader)
        {
            var count = reader.ReadArrayHeader();
            var keys = new List<ReadOnlyMemory<byte>>(WireCapacity.For<ReadOnlyMemory<byte>>(count));
            for (var i = 0; i < count; i++)
                keys.Add(reader.ReadBinary());
            return keys;
        }

        private static List<string> ReadTags(ref WireReader reader)
        {
            var count = reader.ReadArrayHeader();
            var tags = new List<string>(WireCapacity.For<string>(count));
            for (var i = 0; i < count; i++)
                tags.Add(reader.ReadString());
            return tags;
        }
    }
}
