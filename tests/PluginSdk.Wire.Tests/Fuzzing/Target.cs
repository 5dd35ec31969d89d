namespace PluginSdk.Wire.Tests.Fuzzing;

/// <summary>A type that is fuzzed: valid payloads of it, and what is written of that which was read.</summary>
internal sealed record Target(Type Type, byte[][] Payloads, Func<ReadOnlyMemory<byte>, byte[]> Read)
{
    public string Name => Type.Name;

    public static Target Of<T>(params T[] values)
        where T : IWireSerializable<T>
        => Of(T.Codec, values);

    public static Target Of<T>(IWireCodec<T> codec, params T[] values) => new(
        typeof(T),
        [.. values.Select(value => WireSerializer.Serialize(codec, value))],
        bytes =>
        {
            // Whatever is accepted must be a value that can be written and read again, to the same bytes.
            var value = WireSerializer.Deserialize(codec, bytes);
            var written = WireSerializer.Serialize(codec, value);
            var again = WireSerializer.Serialize(codec, WireSerializer.Deserialize(codec, written));
            if (!written.AsSpan().SequenceEqual(again))
                throw new InvalidDataException($"{Convert.ToHexString(written)} became {Convert.ToHexString(again)}");
            return written;
        });
}
