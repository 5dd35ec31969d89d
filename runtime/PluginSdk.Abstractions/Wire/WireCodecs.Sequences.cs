using System.Collections.ObjectModel;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of an array; <see cref="Binary"/> is the one for bytes.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<T[]> Array<T>(IWireCodec<T> element) => new ArrayCodec<T>(element);

    /// <summary>The codec of a list: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<List<T>> List<T>(IWireCodec<T> element) => new ListCodec<T>(element);

    /// <summary>The codec of a list; it is read as a <see cref="List{T}"/>: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IList<T>> IList<T>(IWireCodec<T> element)
        => new ListInterfaceCodec<IList<T>, T>(element, static items => items);

    /// <summary>The codec of a collection; it is read as a <see cref="List{T}"/>: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ICollection<T>> ICollection<T>(IWireCodec<T> element)
        => new ListInterfaceCodec<ICollection<T>, T>(element, static items => items);

    /// <summary>The codec of a sequence; it is read as an array: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IEnumerable<T>> IEnumerable<T>(IWireCodec<T> element)
        => new SequenceCodec<IEnumerable<T>, T>(element, static items => items);

    /// <summary>The codec of a sequence; it is read as an array: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IReadOnlyList<T>> IReadOnlyList<T>(IWireCodec<T> element)
        => new SequenceCodec<IReadOnlyList<T>, T>(element, static items => items);

    /// <summary>The codec of a sequence; it is read as an array: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IReadOnlyCollection<T>> IReadOnlyCollection<T>(IWireCodec<T> element)
        => new SequenceCodec<IReadOnlyCollection<T>, T>(element, static items => items);

    /// <summary>The codec of a queue, the oldest element first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Queue<T>> Queue<T>(IWireCodec<T> element)
        => new SequenceCodec<Queue<T>, T>(element, static items => new Queue<T>(items));

    /// <summary>The codec of a stack, the top first: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Stack<T>> Stack<T>(IWireCodec<T> element)
        => new SequenceCodec<Stack<T>, T>(element, static items => new Stack<T>(items.Reverse()));

    /// <summary>The codec of a collection: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Collection<T>> Collection<T>(IWireCodec<T> element)
        => new ListInterfaceCodec<Collection<T>, T>(element, static items => new Collection<T>(items));

    /// <summary>The codec of an observable collection: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ObservableCollection<T>> ObservableCollection<T>(IWireCodec<T> element)
        => new FilledCodec<ObservableCollection<T>, T>(element, static () => []);

    /// <summary>The codec of a read-only collection: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ReadOnlyCollection<T>> ReadOnlyCollection<T>(IWireCodec<T> element)
        => new SequenceCodec<ReadOnlyCollection<T>, T>(element, static items => new ReadOnlyCollection<T>(items));

    /// <summary>The codec of a linked list: an array.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<LinkedList<T>> LinkedList<T>(IWireCodec<T> element)
        => new FilledCodec<LinkedList<T>, T>(element, static () => []);

    /// <summary>
    /// The codec of a collection of your own: an array of its elements. Whatever it has beside them is not written.
    /// </summary>
    /// <typeparam name="TCollection">The collection; a set must not be sent an element twice.</typeparam>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <param name="create">Makes an empty collection.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<TCollection> CollectionOf<TCollection, T>(IWireCodec<T> element, Func<TCollection> create)
        where TCollection : ICollection<T>
        => new FilledCodec<TCollection, T>(element, create);
}
