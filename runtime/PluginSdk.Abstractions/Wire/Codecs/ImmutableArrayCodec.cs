using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire.Codecs;

/// <summary>An immutable array; the default one, which has not even a length, is nil.</summary>
internal sealed class ImmutableArrayCodec<T>(IWireCodec<T> element) : IWireCodec<ImmutableArray<T>>
{
    private readonly ArrayCodec<T> _array = new(element);

    public void Write(ref WireWriter writer, ImmutableArray<T> value)
    {
        if (ImmutableCollectionsMarshal.AsArray(value) is { } array)
            _array.Write(ref writer, array);
        else
            writer.WriteNil();
    }

    public ImmutableArray<T> Read(ref WireReader reader)
        => reader.TryReadNil() ? default : ImmutableCollectionsMarshal.AsImmutableArray(_array.Read(ref reader));
}
