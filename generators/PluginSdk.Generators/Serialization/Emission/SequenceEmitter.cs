using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the loops for arrays and lists.</summary>
internal static class SequenceEmitter
{
    private const string AsSpan = "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)";

    public static void Emit(SourceWriter writer, WireShape shape, string name, ValueEmitter values)
    {
        var element = shape.Arguments[0];
        var isArray = shape.Kind == ShapeKind.Array;

        writer.Line();
        using (writer.Block($"private static void Write{name}(ref global::PluginSdk.Wire.WireWriter writer, {shape.Type} items)"))
        {
            if (BlockEmitter.IsFixed(element))
                EmitChunks(writer, element, isArray);
            else
                EmitEach(writer, shape, isArray, values);
        }

        writer.Line();
        using (writer.Block($"private static {shape.Type} Read{name}(ref global::PluginSdk.Wire.WireReader reader)"))
        {
            writer.Line("reader.Enter();");
            writer.Line("var count = reader.ReadArrayHeader();");
            writer.Line("var start = reader.Position;");
            if (isArray)
                EmitArray(writer, element, values);
            else
                EmitList(writer, shape, element, values);
            writer.Line("reader.Leave();");
            writer.Line("return items;");
        }
    }

    /// <summary>Elements of a known size: room for many is asked for at once, but not for so many that a window gets large.</summary>
    private static void EmitChunks(SourceWriter writer, WireShape element, bool isArray)
    {
        writer.Line("writer.EnterLeaf();");
        writer.Line($"var rest = {(isArray ? $"new global::System.ReadOnlySpan<{element.Type}>(items)" : AsSpan)};");
        writer.Line("writer.WriteArrayHeader(rest.Length);");
        using (writer.Block("while (!rest.IsEmpty)"))
        {
            writer.Line("var chunk = rest.Slice(0, global::System.Math.Min(rest.Length, WireRoom.Chunk));");
            writer.Line($"var block = writer.Begin(chunk.Length * {BlockEmitter.Room(element, "item")});");
            using (writer.Block("foreach (var item in chunk)"))
                writer.Line(BlockEmitter.Statement("block", element, "item", "present"));
            writer.Line();
            writer.Line("writer.End(block);");
            writer.Line("rest = rest.Slice(chunk.Length);");
        }
    }

    private static void EmitEach(SourceWriter writer, WireShape shape, bool isArray, ValueEmitter values)
    {
        writer.Line("writer.Enter();");
        writer.Line($"writer.WriteArrayHeader(items.{(isArray ? "Length" : "Count")});");
        using (writer.Block($"foreach (var item in {(isArray ? "items" : AsSpan)})"))
            values.EmitWriteElement(writer, shape.Arguments[0], "item", "present", shape, "An element");
        writer.Line();
        writer.Line("writer.Leave();");
    }

    private static void EmitArray(SourceWriter writer, WireShape element, ValueEmitter values)
    {
        writer.Line($"var items = {NewArray(element.Type, $"global::PluginSdk.Wire.WireCapacity.For<{element.Type}>(count)")};");
        using (writer.Block("for (var index = 0; index < count; index++)"))
        {
            writer.Line("if (index == items.Length)");
            writer.Line($"    global::System.Array.Resize(ref items, global::PluginSdk.Wire.WireCapacity.Next<{element.Type}>(index, count, start, in reader));");
            writer.Line($"items[index] = {values.Read(element)};");
        }

        writer.Line();
    }

    private static void EmitList(SourceWriter writer, WireShape shape, WireShape element, ValueEmitter values)
    {
        writer.Line($"var items = new {shape.Type}();");
        using (writer.Block("while (items.Count < count)"))
        {
            writer.Line("foreach (ref var item in global::PluginSdk.Wire.WireList.Extend(items, count, start, in reader))");
            writer.Line($"    item = {values.Read(element)};");
        }

        writer.Line();
    }

    /// <summary>The size of a jagged array goes into the first pair of brackets.</summary>
    private static string NewArray(string elementType, string size)
    {
        var ranks = "";
        for (var trimmed = elementType.TrimEnd('?'); trimmed.EndsWith("[]", StringComparison.Ordinal); trimmed = elementType.TrimEnd('?'))
        {
            elementType = trimmed.Substring(0, trimmed.Length - 2);
            ranks += "[]";
        }

        return $"new {elementType}[{size}]{ranks}";
    }
}
