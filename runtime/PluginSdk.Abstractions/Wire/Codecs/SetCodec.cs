namespace PluginSdk.Wire.Codecs;

/// <summary>Sets that are made of a <see cref="HashSet{T}"/>.</summary>
internal sealed class SetCodec<TSet, T>(IWireCodec<T> element, Func<HashSet<T>, TSet> create) : IWireCodec<TSet>
    where TSet : IEnumerable<T>
{
    public void Write(ref WireWriter writer, TSet value) => WireItems.Write(ref writer, value, element);

    public TSet Read(ref WireReader reader) => create(WireSet.Read(ref reader, element));
}
