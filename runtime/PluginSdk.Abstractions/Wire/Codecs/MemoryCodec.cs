namespace PluginSdk.Wire.Codecs;

internal sealed class MemoryCodec<TMemory, T>(
    IWireCodec<T> element,
    Func<TMemory, ReadOnlyMemory<T>> view,
    Func<T[], TMemory> create) : IWireCodec<TMemory>
    where TMemory : struct
{
    private readonly ArrayCodec<T> _array = new(element);

    public void Write(ref WireWriter writer, TMemory value) => WireItems.Write(ref writer, view(value).Span, element);

    public TMemory Read(ref WireReader reader) => create(_array.Read(ref reader));
}
