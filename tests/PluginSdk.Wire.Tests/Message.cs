using System.Buffers;

namespace PluginSdk.Wire.Tests;

/// <summary>Bytes as another version, or somebody else, might have written them.</summary>
internal static class Message
{
    public delegate void Writing(ref WireWriter writer);

    public static byte[] Of(Writing writing)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(output);
        writing(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A map from names to integers.</summary>
    public static byte[] Map(params (string Name, int Value)[] members) => Of((ref writer) =>
    {
        writer.WriteMapHeader(members.Length);
        foreach (var (name, value) in members)
        {
            writer.WriteString(name);
            writer.WriteInt32(value);
        }
    });
}
