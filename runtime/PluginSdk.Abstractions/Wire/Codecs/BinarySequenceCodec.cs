using System.Buffers;

namespace PluginSdk.Wire.Codecs;

internal sealed class BinarySequenceCodec : IWireCodec<ReadOnlySequence<byte>>
{
    public void Write(ref WireWriter writer, ReadOnlySequence<byte> value) => writer.WriteBinary(in value);

    public ReadOnlySequence<byte> Read(ref WireReader reader) => new(reader.ReadBinary());
}
