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
        => new SequenceCodec<HashSet<T>, T>(element, static items => WireSet.Create(items));

    /// <summary>The codec of a set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ISet<T>> ISet<T>(IWireCodec<T> element)
        => new SequenceCodec<ISet<T>, T>(element, static items => WireSet.Create(items));

    /// <summary>The codec of a set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IReadOnlySet<T>> IReadOnlySet<T>(IWireCodec<T> element)
        => new SequenceCodec<IReadOnlySet<T>, T>(element, static items => WireSet.Create(items));

    /// <summary>The codec of a sorted set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<SortedSet<T>> SortedSet<T>(IWireCodec<T> element)
        => new SequenceCodec<SortedSet<T>, T>(element, static items => WireSet.Checked(new SortedSet<T>(items), items.Length));

    /// <summary>The codec of an immutable set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableHashSet<T>> ImmutableHashSet<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableHashSet<T>, T>(element, static items => WireSet.Immutable(items));

    /// <summary>The codec of an immutable set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableSet<T>> IImmutableSet<T>(IWireCodec<T> element)
        => new SequenceCodec<IImmutableSet<T>, T>(element, static items => WireSet.Immutable(items));

    /// <summary>The codec of an immutable sorted set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableSortedSet<T>> ImmutableSortedSet<T>(IWireCodec<T> element)
        => new SequenceCodec<ImmutableSortedSet<T>, T>(element, static items => WireSet.Checked(System.Collections.Immutable.ImmutableSortedSet.Create(items), items.Length));

    /// <summary>The codec of a frozen set; an element that occurs twice is an error: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<FrozenSet<T>> FrozenSet<T>(IWireCodec<T> element)
        => new SequenceCodec<FrozenSet<T>, T>(element, static items => WireSet.Freeze(items));

    /// <summary>The codec of an immutable array: an array, or nil for the default one.</summary>
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
}
