namespace PluginSdk.Wire.Codecs;

internal sealed class DictionaryCodec<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
    : IWireCodec<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    public void Write(ref WireWriter writer, Dictionary<TKey, TValue> pairs) => WirePairs.Write(ref writer, pairs, key, value);

    public Dictionary<TKey, TValue> Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        var pairs = new WireDictionaryBuilder<TKey, TValue>(count);
        var start = reader.Position;
        for (var read = 0; read < count;)
        {
            for (var room = pairs.Extend(start, in reader); read < room; read++)
                pairs.Add(key.Read(ref reader), value.Read(ref reader));
        }

        reader.Leave();
        return pairs.Build();
    }
}
