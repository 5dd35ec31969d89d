using System.Text;

namespace PluginSdk.Wire.Tests.Fuzzing;

/// <summary>A type that is fuzzed: valid payloads of it, and what reading one does.</summary>
internal sealed record Target(string Name, byte[][] Payloads, Action<byte[]> Read)
{
    public static Target Of<T>(params T[] values)
        where T : IWireSerializable<T>
        => Of(typeof(T).Name, T.Codec, values);

    public static Target Of<T>(string name, IWireCodec<T> codec, params T[] values) => new(
        name,
        [.. values.Select(value => WireSerializer.Serialize(codec, value))],
        bytes =>
        {
            // Whatever is accepted must be a value that can be written and read again, to the same bytes.
            var value = WireSerializer.Deserialize(codec, bytes);
            var written = WireSerializer.Serialize(codec, value);
            var again = WireSerializer.Serialize(codec, WireSerializer.Deserialize(codec, written));
            if (!written.AsSpan().SequenceEqual(again))
                throw new InvalidDataException($"{Describe(written)} became {Describe(again)}");
        });

    private static string Describe(byte[] bytes) => new StringBuilder(Convert.ToHexString(bytes)).ToString();
}
