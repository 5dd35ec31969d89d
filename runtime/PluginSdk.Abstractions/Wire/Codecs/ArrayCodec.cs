namespace PluginSdk.Wire.Codecs;

internal sealed class ArrayCodec<T>(IWireCodec<T> element) : IWireCodec<T[]>
{
    public void Write(ref WireWriter writer, T[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.Enter();
        writer.WriteArrayHeader(value.Length);
        foreach (var item in value)
            element.Write(ref writer, item);
        writer.Leave();
    }

    public T[] Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var items = new T[WireCapacity.For(count)];
        for (var index = 0; index < count; index++)
        {
            if (index == items.Length)
                Array.Resize(ref items, WireCapacity.Next(items.Length, count));
            items[index] = element.Read(ref reader);
        }

        reader.Leave();
        return items;
    }
}
