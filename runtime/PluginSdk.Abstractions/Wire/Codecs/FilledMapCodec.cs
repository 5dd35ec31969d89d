namespace PluginSdk.Wire.Codecs;

/// <summary>Dictionaries that are filled pair by pair.</summary>
internal sealed class FilledMapCodec<TMap, TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value, Func<TMap> create) : IWireCodec<TMap>
    where TMap : IDictionary<TKey, TValue>
    where TKey : notnull
{
    public void Write(ref WireWriter writer, TMap pairs) => WirePairs.Write(ref writer, pairs, key, value);

    public TMap Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        var pairs = create();
        for (; count > 0; count--)
        {
            var next = key.Read(ref reader);
            if (next is null)
                WireError.NullKey();
            if (pairs.ContainsKey(next))
                WireError.DuplicateKey();
            pairs.Add(next, value.Read(ref reader));
        }

        reader.Leave();
        return pairs;
    }
}
