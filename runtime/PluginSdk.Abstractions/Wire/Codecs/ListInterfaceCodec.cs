namespace PluginSdk.Wire.Codecs;

/// <summary>Interfaces that are read as a <see cref="List{T}"/>.</summary>
internal sealed class ListInterfaceCodec<TSequence, T>(IWireCodec<T> element, Func<List<T>, TSequence> create) : IWireCodec<TSequence>
    where TSequence : IEnumerable<T>
{
    private readonly ListCodec<T> _list = new(element);

    public void Write(ref WireWriter writer, TSequence value) => WireItems.Write(ref writer, value, element);

    public TSequence Read(ref WireReader reader) => create(_list.Read(ref reader));
}
