namespace PluginSdk.Wire.Codecs;

/// <summary>Segments without an array, which MessagePack-CSharp writes as nil and we as empty.</summary>
internal sealed class SegmentCodec<T>(IWireCodec<ArraySegment<T>> segment) : IWireCodec<ArraySegment<T>>
{
    public void Write(ref WireWriter writer, ArraySegment<T> value) => segment.Write(ref writer, value);

    public ArraySegment<T> Read(ref WireReader reader) => reader.TryReadNil() ? default : segment.Read(ref reader);
}
