using System.Collections.Frozen;
using System.Collections.Immutable;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of a set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<HashSet<T>> HashSet<T>(IWireCodec<T> element)
        => new SetCodec<HashSet<T>, T>(element, static set => set);

    /// <summary>The codec of a set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ISet<T>> ISet<T>(IWireCodec<T> element)
        => new SetCodec<ISet<T>, T>(element, static set => set);

    /// <summary>The codec of a set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IReadOnlySet<T>> IReadOnlySet<T>(IWireCodec<T> element)
        => new SetCodec<IReadOnlySet<T>, T>(element, static set => set);

    /// <summary>The codec of a sorted set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<SortedSet<T>> SortedSet<T>(IWireCodec<T> element)
        => new FilledCodec<SortedSet<T>, T>(element, static () => []);

    /// <summary>The codec of an immutable set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableHashSet<T>> ImmutableHashSet<T>(IWireCodec<T> element)
        => new SetCodec<ImmutableHashSet<T>, T>(element, WireSet.Immutable);

    /// <summary>The codec of an immutable set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableSet<T>> IImmutableSet<T>(IWireCodec<T> element)
        => new SetCodec<IImmutableSet<T>, T>(element, WireSet.Immutable);

    /// <summary>The codec of an immutable sorted set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableSortedSet<T>> ImmutableSortedSet<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableSortedSet<T>, T>(element, WireSet.Sorted);

    /// <summary>The codec of a frozen set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<FrozenSet<T>> FrozenSet<T>(IWireCodec<T> element)
        => new SetCodec<FrozenSet<T>, T>(element, WireSet.Freeze);
}
