using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>The keys and values of a cache as bytes.</summary>
internal sealed class CacheCodec<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
    where TKey : notnull
{
    public byte[] Encode(TKey key) => Encode(definition.KeyCodec, key);

    public byte[] EncodeValue(TValue value) => Encode(definition.ValueCodec, value);

    public TKey DecodeKey(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.KeyCodec, bytes);

    public TValue DecodeValue(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.ValueCodec, bytes);

    private static byte[] Encode<T>(IWireCodec<T> codec, T value)
    {
        var buffer = EncodingBuffer.Rent();
        WireSerializer.Serialize(buffer, codec, value);
        var bytes = buffer.WrittenSpan.ToArray();
        EncodingBuffer.Return(buffer);
        return bytes;
    }
}
