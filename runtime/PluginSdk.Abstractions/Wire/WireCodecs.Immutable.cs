using System.Collections.Immutable;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of an immutable array: an array, an empty one for the default.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableArray<T>> ImmutableArray<T>(IWireCodec<T> element) => new ImmutableArrayCodec<T>(element);

    /// <summary>The codec of an immutable list: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableList<T>> ImmutableList<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableList<T>, T>(element, static items => [.. items]);

    /// <summary>The codec of an immutable list: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableList<T>> IImmutableList<T>(IWireCodec<T> element)
        => new SequenceCodec<IImmutableList<T>, T>(element, static items => System.Collections.Immutable.ImmutableList.Create(items));

    /// <summary>The codec of an immutable queue, the oldest element first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableQueue<T>> ImmutableQueue<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableQueue<T>, T>(element, static items => System.Collections.Immutable.ImmutableQueue.Create(items));

    /// <summary>The codec of an immutable queue, the oldest element first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableQueue<T>> IImmutableQueue<T>(IWireCodec<T> element)
        => new SequenceCodec<IImmutableQueue<T>, T>(element, static items => System.Collections.Immutable.ImmutableQueue.Create(items));

    /// <summary>The codec of an immutable stack, the top first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableStack<T>> ImmutableStack<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableStack<T>, T>(element, ToStack);

    /// <summary>The codec of an immutable stack, the top first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableStack<T>> IImmutableStack<T>(IWireCodec<T> element)
        => new SequenceCodec<IImmutableStack<T>, T>(element, ToStack);

    private static ImmutableStack<T> ToStack<T>(T[] topFirst)
    {
        System.Array.Reverse(topFirst);
        return System.Collections.Immutable.ImmutableStack.Create(topFirst);
    }
}
