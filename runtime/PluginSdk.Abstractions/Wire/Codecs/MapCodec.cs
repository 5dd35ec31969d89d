namespace PluginSdk.Wire.Codecs;

/// <summary>Dictionaries that are made of a <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal sealed class MapCodec<TMap, TKey, TValue>(
    IWireCodec<TKey> key,
    IWireCodec<TValue> value,
    Func<Dictionary<TKey, TValue>, TMap> create) : IWireCodec<TMap>
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly DictionaryCodec<TKey, TValue> _dictionary = new(key, value);

    public void Write(ref WireWriter writer, TMap pairs) => WirePairs.Write(ref writer, pairs, key, value);

    public TMap Read(ref WireReader reader) => create(_dictionary.Read(ref reader));
}
