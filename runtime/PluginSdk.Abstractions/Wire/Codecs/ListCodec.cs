using System.Runtime.InteropServices;

namespace PluginSdk.Wire.Codecs;

internal sealed class ListCodec<T>(IWireCodec<T> element) : IWireCodec<List<T>>
{
    public void Write(ref WireWriter writer, List<T> value)
    {
        if (value is null)
            WireError.Null(typeof(List<T>));
        WireItems.Write(ref writer, CollectionsMarshal.AsSpan(value), element);
    }

    public List<T> Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadArrayHeader();
        var items = new List<T>();
        for (var start = reader.Position; items.Count < count;)
        {
            foreach (ref var item in WireList.Extend(items, count, start, in reader))
                item = element.Read(ref reader);
        }

        reader.Leave();
        return items;
    }
}
