namespace PluginSdk.Wire.Codecs;

/// <summary>Every map that is not a <see cref="Dictionary{TKey, TValue}"/>: it is read as one, and made from that.</summary>
internal sealed class MapCodec<TMap, TKey, TValue>(
    IWireCodec<TKey> key,
    IWireCodec<TValue> value,
    Func<Dictionary<TKey, TValue>, TMap> create) : IWireCodec<TMap>
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly DictionaryCodec<TKey, TValue> _dictionary = new(key, value);

    public void Write(ref WireWriter writer, TMap pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs is Dictionary<TKey, TValue> dictionary)
        {
            _dictionary.Write(ref writer, dictionary);
            return;
        }

        // A concurrent dictionary may change between its count and its pairs.
        IEnumerable<KeyValuePair<TKey, TValue>> snapshot = pairs;
        if (pairs is System.Collections.Concurrent.ConcurrentDictionary<TKey, TValue> concurrent)
            snapshot = concurrent.ToArray();
        if (!snapshot.TryGetNonEnumeratedCount(out var count))
        {
            var array = snapshot.ToArray();
            (snapshot, count) = (array, array.Length);
        }

        writer.Enter();
        writer.WriteMapHeader(count);
        foreach (var pair in snapshot)
        {
            key.Write(ref writer, pair.Key);
            value.Write(ref writer, pair.Value);
        }

        writer.Leave();
    }

    public TMap Read(ref WireReader reader) => create(_dictionary.Read(ref reader));
}
