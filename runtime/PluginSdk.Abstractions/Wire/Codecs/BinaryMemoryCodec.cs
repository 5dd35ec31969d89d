namespace PluginSdk.Wire.Codecs;

/// <summary>Memory of bytes: binary. What was read is a copy.</summary>
internal sealed class BinaryMemoryCodec<TMemory>(Func<TMemory, ReadOnlyMemory<byte>> view, Func<byte[], TMemory> create) : IWireCodec<TMemory>
{
    public void Write(ref WireWriter writer, TMemory value) => writer.WriteBinary(view(value).Span);

    public TMemory Read(ref WireReader reader) => create(reader.ReadBinary());
}
