namespace PluginSdk.Wire.Codecs;

internal sealed class DictionaryCodec<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value)
    : IWireCodec<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    public void Write(ref WireWriter writer, Dictionary<TKey, TValue> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        writer.Enter();
        writer.WriteMapHeader(pairs.Count);
        foreach (var pair in pairs)
        {
            key.Write(ref writer, pair.Key);
            value.Write(ref writer, pair.Value);
        }

        writer.Leave();
    }

    public Dictionary<TKey, TValue> Read(ref WireReader reader)
    {
        reader.Enter();
        var count = reader.ReadMapHeader();
        var pairs = new WireDictionaryBuilder<TKey, TValue>(count);
        for (; count > 0; count--)
            pairs.Add(key.Read(ref reader), value.Read(ref reader));
        reader.Leave();
        return pairs.Build();
    }
}
