using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of a dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new DictionaryCodec<TKey, TValue>(key, value);

    /// <summary>The codec of a dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IDictionary<TKey, TValue>> IDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<IDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => pairs);

    /// <summary>The codec of a read-only dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IReadOnlyDictionary<TKey, TValue>> IReadOnlyDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => pairs);

    /// <summary>The codec of a read-only dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<ReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => new ReadOnlyDictionary<TKey, TValue>(pairs));

    /// <summary>The codec of a sorted dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<SortedDictionary<TKey, TValue>> SortedDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new FilledMapCodec<SortedDictionary<TKey, TValue>, TKey, TValue>(key, value, static () => []);

    /// <summary>The codec of an immutable dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableDictionary<TKey, TValue>> ImmutableDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<ImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => System.Collections.Immutable.ImmutableDictionary.CreateRange(pairs.Comparer, pairs));

    /// <summary>The codec of an immutable dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<IImmutableDictionary<TKey, TValue>> IImmutableDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<IImmutableDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => System.Collections.Immutable.ImmutableDictionary.CreateRange(pairs.Comparer, pairs));

    /// <summary>The codec of an immutable sorted dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<ImmutableSortedDictionary<TKey, TValue>> ImmutableSortedDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<ImmutableSortedDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(pairs));

    /// <summary>The codec of a frozen dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<FrozenDictionary<TKey, TValue>> FrozenDictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<FrozenDictionary<TKey, TValue>, TKey, TValue>(key, value, static pairs => pairs.ToFrozenDictionary(WireKeyComparer<TKey>.ForFrozen(pairs.Count, pairs.Comparer)));

    /// <summary>The codec of a key and its value: an array of two.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="key">The codec of the key.</param>
    /// <param name="value">The codec of the value.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<KeyValuePair<TKey, TValue>> KeyValuePair<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        => new KeyValuePairCodec<TKey, TValue>(key, value);

    /// <summary>The codec of a sorted list: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<SortedList<TKey, TValue>> SortedList<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new MapCodec<SortedList<TKey, TValue>, TKey, TValue>(key, value, static pairs => new SortedList<TKey, TValue>(pairs));

    /// <summary>
    /// The codec of a dictionary of your own: a map. A key that occurs twice is an error; whatever it has beside its pairs
    /// is not written. The hashes of its keys are its own: one that hashes numbers is no place for millions of them from
    /// senders who are not trusted.
    /// </summary>
    /// <typeparam name="TMap">The dictionary.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <param name="create">Makes an empty dictionary.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<TMap> MapOf<TMap, TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value, Func<TMap> create)
        where TMap : IDictionary<TKey, TValue>
        where TKey : notnull
        => new FilledMapCodec<TMap, TKey, TValue>(key, value, create);
}
