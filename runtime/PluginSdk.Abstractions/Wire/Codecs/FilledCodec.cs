namespace PluginSdk.Wire.Codecs;

/// <summary>Collections that are filled element by element.</summary>
internal sealed class FilledCodec<TCollection, T>(IWireCodec<T> element, Func<TCollection> create) : IWireCodec<TCollection>
    where TCollection : ICollection<T>
{
    public void Write(ref WireWriter writer, TCollection value) => WireItems.Write(ref writer, value, element);

    public TCollection Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var items = create();
        for (var left = count; left > 0; left--)
            items.Add(element.Read(ref reader));

        // A set keeps one of two that are equal.
        if (items is ISet<T> && items.Count != count)
            WireError.DuplicateElement();
        reader.Leave();
        return items;
    }
}
