namespace PluginSdk.Wire.Codecs;

internal sealed class KeyValuePairCodec<TKey, TValue>(IWireCodec<TKey> key, IWireCodec<TValue> value) : IWireCodec<KeyValuePair<TKey, TValue>>
{
    public void Write(ref WireWriter writer, KeyValuePair<TKey, TValue> pair)
    {
        writer.Enter();
        writer.WriteArrayHeader(2);
        key.Write(ref writer, pair.Key);
        value.Write(ref writer, pair.Value);
        writer.Leave();
    }

    public KeyValuePair<TKey, TValue> Read(ref WireReader reader)
    {
        reader.Enter();
        reader.ReadArrayHeader(2);
        var pair = new KeyValuePair<TKey, TValue>(key.Read(ref reader), value.Read(ref reader));
        reader.Leave();
        return pair;
    }
}
