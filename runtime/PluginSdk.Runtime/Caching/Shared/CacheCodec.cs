using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>The keys and values of a cache as bytes.</summary>
internal sealed class CacheCodec<TKey, TValue>(CacheDefinition<TKey, TValue> definition)
    where TKey : notnull
{
    /// <summary>No MessagePack begins with it, so that no key is another key's mark.</summary>
    private const byte NeverUsed = 0xc1;

    public byte[] Encode(TKey key) => Encode(definition.KeyCodec, CanonicalKey.Of(key));

    public byte[] EncodeValue(TValue value) => Encode(definition.ValueCodec, value);

    public TKey DecodeKey(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.KeyCodec, bytes);

    public TValue DecodeValue(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.ValueCodec, bytes);

    /// <summary>Where a node that loads a key's next value says so, while the present one is still there.</summary>
    public static byte[] RefreshMark(byte[] key) => [NeverUsed, .. key];

    private static byte[] Encode<T>(IWireCodec<T> codec, T value)
    {
        var buffer = EncodingBuffer.Rent();
        WireSerializer.Serialize(buffer, codec, value);
        var bytes = buffer.WrittenSpan.ToArray();
        EncodingBuffer.Return(buffer);
        return bytes;
    }
}
