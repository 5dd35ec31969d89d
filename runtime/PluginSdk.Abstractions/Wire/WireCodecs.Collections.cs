using PluginSdk.Wire.Codecs;

namespace PluginSdk.Wire;

public static partial class WireCodecs
{
    /// <summary>The codec of an array; <see cref="Binary"/> is the one for bytes.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<T[]> Array<T>(IWireCodec<T> element) => new ArrayCodec<T>(element);

    /// <summary>The codec of a list.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="element">The codec of the elements.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<List<T>> List<T>(IWireCodec<T> element) => new ListCodec<T>(element);

    /// <summary>The codec of a dictionary: a map. A key that occurs twice is an error.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="key">The codec of the keys.</param>
    /// <param name="value">The codec of the values.</param>
    /// <returns>The codec.</returns>
    public static IWireCodec<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
        where TKey : notnull
        => new DictionaryCodec<TKey, TValue>(key, value);
}
