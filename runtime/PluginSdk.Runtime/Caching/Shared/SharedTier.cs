using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>One cache's part of the tier that all nodes share, in terms of its keys and values.</summary>
internal sealed class SharedTier<TKey, TValue>(IValueStore store, string name, CacheDefinition<TKey, TValue> definition, CacheClock clock)
    where TKey : notnull
{
    /// <summary>For how long the engine is left alone after it did not answer, so that not each load waits for it in vain.</summary>
    private const long PauseMilliseconds = 1000;

    private long _pausedUntil;

    public IValueStore Store => store;

    public string Name => name;

    public bool IsPaused => clock.Now < Volatile.Read(ref _pausedUntil);

    public void Pause() => Volatile.Write(ref _pausedUntil, clock.Now + PauseMilliseconds);

    public byte[] Encode(TKey key) => Encode(definition.KeyCodec, key);

    public byte[] Encode(TValue value) => Encode(definition.ValueCodec, value);

    public TKey DecodeKey(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.KeyCodec, bytes);

    public TValue DecodeValue(ReadOnlyMemory<byte> bytes) => WireSerializer.Deserialize(definition.ValueCodec, bytes);

    /// <summary>What is written for a value that was loaded or put now.</summary>
    public ValueWrite Write(TValue value) => new(Encode(value), definition.Settings.ExpireAfterWrite, []);

    private static byte[] Encode<T>(IWireCodec<T> codec, T value)
    {
        var buffer = EncodingBuffer.Rent();
        WireSerializer.Serialize(buffer, codec, value);
        var bytes = buffer.WrittenSpan.ToArray();
        EncodingBuffer.Return(buffer);
        return bytes;
    }
}
