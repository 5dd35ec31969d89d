namespace PluginSdk.Wire.Codecs;

internal sealed class ArrayCodec<T>(IWireCodec<T> element) : IWireCodec<T[]>
{
    public void Write(ref WireWriter writer, T[] value)
    {
        if (value is null)
            WireError.Null(typeof(T[]));
        WireItems.Write<T>(ref writer, value, element);
    }

    public T[] Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var start = reader.Position;
        var items = new T[WireCapacity.For<T>(count)];
        for (var index = 0; index < count; index++)
        {
            if (index == items.Length)
                Array.Resize(ref items, WireCapacity.Next<T>(index, count, start, in reader));
            items[index] = element.Read(ref reader);
        }

        reader.Leave();
        return items;
    }
}
