using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PluginSdk.Wire.Codecs;

internal sealed class ImmutableArrayCodec<T>(IWireCodec<T> element) : IWireCodec<ImmutableArray<T>>
{
    private readonly ArrayCodec<T> _array = new(element);

    // The default one has no array; nil means that there is none at all, which only a nullable one can be.
    public void Write(ref WireWriter writer, ImmutableArray<T> value) => WireItems.Write(ref writer, value.AsSpan(), element);

    public ImmutableArray<T> Read(ref WireReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(_array.Read(ref reader));
}
