namespace PluginSdk.Wire.Codecs;

internal sealed class BinaryCodec : IWireCodec<byte[]>
{
    public void Write(ref WireWriter writer, byte[] value) => writer.WriteBinary(value);

    public byte[] Read(ref WireReader reader) => reader.ReadBinary();
}
