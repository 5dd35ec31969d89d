using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the loops for arrays and lists.</summary>
internal static class SequenceEmitter
{
    public static void Emit(SourceWriter writer, WireShape shape, string name, ValueEmitter values)
    {
        var element = shape.Arguments[0];
        var isArray = shape.Kind == ShapeKind.Array;

        writer.Line();
        using (writer.Block($"private static void Write{name}(ref global::PluginSdk.Wire.WireWriter writer, {shape.Type} items)"))
        {
            writer.Line("writer.Enter();");
            writer.Line($"writer.WriteArrayHeader(items.{(isArray ? "Length" : "Count")});");
            var source = isArray ? "items" : "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)";
            using (writer.Block($"foreach (var item in {source})"))
                values.EmitWriteElement(writer, element, "item", "present", shape, "An element");
            writer.Line();
            writer.Line("writer.Leave();");
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
