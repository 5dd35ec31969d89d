using System.Runtime.InteropServices;

namespace PluginSdk.Wire.Codecs;

/// <summary>Every sequence that is neither an array nor a list: it is read as an array, and made from that.</summary>
internal sealed class SequenceCodec<TSequence, T>(IWireCodec<T> element, Func<T[], TSequence> create) : IWireCodec<TSequence>
    where TSequence : IEnumerable<T>
{
    private readonly ArrayCodec<T> _array = new(element);

    public void Write(ref WireWriter writer, TSequence value)
    {
        ArgumentNullException.ThrowIfNull(value);
        switch (value)
        {
            case T[] array:
                WriteItems(ref writer, array);
                break;
            case List<T> list:
                WriteItems(ref writer, CollectionsMarshal.AsSpan(list));
                break;
            default:
                // One pass, even where counting would take another.
                if (value.TryGetNonEnumeratedCount(out var count))
                    WriteItems(ref writer, value, count);
                else
                    WriteItems(ref writer, value.ToArray());
                break;
        }
    }

    private void WriteItems(ref WireWriter writer, ReadOnlySpan<T> items)
    {
        writer.Enter();
        writer.WriteArrayHeader(items.Length);
        foreach (var item in items)
            element.Write(ref writer, item);
        writer.Leave();
    }

    private void WriteItems(ref WireWriter writer, TSequence items, int count)
    {
        writer.Enter();
        writer.WriteArrayHeader(count);
        foreach (var item in items)
            element.Write(ref writer, item);
        writer.Leave();
    }

    public TSequence Read(ref WireReader reader) => create(_array.Read(ref reader));
}
