using System.Collections.Concurrent;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of a concurrent queue, the oldest element first: an array of what is in it at the time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ConcurrentQueue<T>> ConcurrentQueue<T>(IWireCodec<T> element)
        => new SequenceCodec<ConcurrentQueue<T>, T>(element, static items => new ConcurrentQueue<T>(items));

    /// <summary>The codec of a concurrent stack, the top first: an array of what is in it at the time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ConcurrentStack<T>> ConcurrentStack<T>(IWireCodec<T> element)
        => new SequenceCodec<ConcurrentStack<T>, T>(element, static items =>
        {
            System.Array.Reverse(items);
            return new ConcurrentStack<T>(items);
        });

    /// <summary>The codec of a concurrent bag: an array of what is in it at the time.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ConcurrentBag<T>> ConcurrentBag<T>(IWireCodec<T> element)
        => new SequenceCodec<ConcurrentBag<T>, T>(element, static items => new ConcurrentBag<T>(items));

    /// <summary>The codec of a concurrent dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ConcurrentDictionary<TKey, TValue>> ConcurrentDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => new ConcurrentDictionary<TKey, TValue>(pairs, pairs.Comparer));
}
