namespace PluginSdk.Wire.Codecs;

/// <summary>Collections that are made of an array.</summary>
internal sealed class SequenceCodec<TSequence, T>(IWireCodec<T> element, Func<T[], TSequence> create) : IWireCodec<TSequence>
    where TSequence : IEnumerable<T>
{
    private readonly ArrayCodec<T> _array = new(element);

    public void Write(ref WireWriter writer, TSequence value) => WireItems.Write(ref writer, value, element);

    public TSequence Read(ref WireReader reader) => create(_array.Read(ref reader));
}
