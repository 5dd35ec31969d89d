using System.Buffers;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>
/// A node's sign of life in the collection <see cref="Collection"/>: its id is the key, the value is an array of its name.
/// Members that a later version adds at the end are skipped.
/// </summary>
internal static class NodeRecord
{
    public const string Collection = "nodes";

    public static ReadOnlyMemory<byte> Write(ClusterNode node)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new WireWriter(bytes);
        writer.WriteArrayHeader(1);
        writer.WriteString(node.Name);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    /// <returns>The node; null if the record is not one that this version reads.</returns>
    public static ClusterNode? Read(ClusterRecord record)
    {
        try
        {
            var reader = new WireReader(record.Value.Span);
            return reader.ReadArrayHeader() < 1 ? null : new ClusterNode(record.Key, reader.ReadString());
        }
        catch (WireFormatException)
        {
            return null;
        }
    }
}
