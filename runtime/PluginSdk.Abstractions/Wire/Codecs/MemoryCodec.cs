namespace PluginSdk.Wire.Codecs;

/// <summary>Memory of anything but bytes: an array.</summary>
internal sealed class MemoryCodec<TMemory, T>(
    IWireCodec<T> element,
    Func<TMemory, ReadOnlyMemory<T>> view,
    Func<T[], TMemory> create) : IWireCodec<TMemory>
{
    private readonly ArrayCodec<T> _array = new(element);

    public void Write(ref WireWriter writer, TMemory value)
    {
        var items = view(value).Span;
        writer.Enter();
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
            element.Write(ref writer, item);
        writer.Leave();
    }

    public TMemory Read(ref WireReader reader) => create(_array.Read(ref reader));
}
