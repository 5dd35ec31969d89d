using System.Runtime.InteropServices;

namespace PluginSdk.Wire.Codecs;

internal sealed class ListCodec<T>(IWireCodec<T> element) : IWireCodec<List<T>>
{
    public void Write(ref WireWriter writer, List<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        writer.Enter();
        writer.WriteArrayHeader(value.Count);
        foreach (var item in CollectionsMarshal.AsSpan(value))
            element.Write(ref writer, item);
        writer.Leave();
    }

    public List<T> Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var items = new List<T>(WireCapacity.For(count));
        for (var index = 0; index < count; index++)
            items.Add(element.Read(ref reader));
        reader.Leave();
        return items;
    }
}
