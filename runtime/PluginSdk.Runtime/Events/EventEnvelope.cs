using System.Buffers;
using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>
/// An event on its way: an array of the origin's id and name, the publishing plugin, and the event itself. Members that a
/// later version adds at the end are skipped.
/// </summary>
/// <param name="Origin">The node that published it.</param>
/// <param name="Publisher">The key of the plugin that published it.</param>
/// <param name="Event">The event's own bytes.</param>
internal readonly record struct EventEnvelope(ClusterNode Origin, string Publisher, ReadOnlyMemory<byte> Event)
{
    private const int Members = 4;

    public static ReadOnlyMemory<byte> Write<TEvent>(ClusterNode origin, string publisher, IWireCodec<TEvent> codec, TEvent clusterEvent)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        var writer = new WireWriter(bytes);
        writer.WriteArrayHeader(Members);
        writer.WriteString(origin.Id);
        writer.WriteString(origin.Name);
        writer.WriteString(publisher);
        codec.Write(ref writer, clusterEvent);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    /// <exception cref="WireFormatException">The bytes are not an envelope.</exception>
    public static EventEnvelope Read(ReadOnlyMemory<byte> payload)
    {
        var reader = new WireReader(payload.Span);
        var members = reader.ReadArrayHeader();
        if (members < Members)
            throw new WireFormatException($"An event's envelope has {Members} members, these bytes have {members}.");
        var origin = new ClusterNode(reader.ReadString(), reader.ReadString());
        var publisher = reader.ReadString();
        var start = reader.Position;
        reader.Skip();
        return new EventEnvelope(origin, publisher, payload[start..reader.Position]);
    }

    /// <exception cref="WireFormatException">The bytes are not the event, or its own code refuses what they say.</exception>
    public TEvent Decode<TEvent>(IWireCodec<TEvent> codec) => WireSerializer.Deserialize(codec, Event);
}
