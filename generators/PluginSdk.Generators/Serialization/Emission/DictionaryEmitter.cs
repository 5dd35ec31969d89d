using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the loops for dictionaries.</summary>
internal static class DictionaryEmitter
{
    public static void Emit(SourceWriter writer, WireShape shape, string name, ValueEmitter values)
    {
        var key = shape.Arguments[0];
        var value = shape.Arguments[1];

        writer.Line();
        using (writer.Block($"private static void Write{name}(ref global::PluginSdk.Wire.WireWriter writer, {shape.Type} pairs)"))
        {
            var isLeaf = BlockEmitter.Takes(key) && BlockEmitter.Takes(value);
            writer.Line(isLeaf ? "writer.EnterLeaf();" : "writer.Enter();");
            writer.Line("writer.WriteMapHeader(pairs.Count);");
            using (writer.Block("foreach (var pair in pairs)"))
                EmitPair(writer, shape, values);
            if (!isLeaf)
            {
                writer.Line();
                writer.Line("writer.Leave();");
            }
        }

        writer.Line();
        using (writer.Block($"private static {shape.Type} Read{name}(ref global::PluginSdk.Wire.WireReader reader)"))
        {
            writer.Line("reader.Enter();");
            writer.Line("var count = reader.ReadMapHeader();");
            writer.Line($"var pairs = new global::PluginSdk.Wire.WireDictionaryBuilder<{key.Type}, {value.Type}>(count);");
            writer.Line("var start = reader.Position;");
            using (writer.Block("for (var read = 0; read < count;)"))
            {
                using (writer.Block("for (var room = pairs.Extend(start, in reader); read < room; read++)"))
                {
                    writer.Line($"var key = {values.Read(key)};");
                    writer.Line($"pairs.Add(key, {values.Read(value)});");
                }
            }

            writer.Line();
            writer.Line("reader.Leave();");
            writer.Line("return pairs.Build();");
        }
    }

    private static void EmitPair(SourceWriter writer, WireShape shape, ValueEmitter values)
    {
        var key = shape.Arguments[0];
        var value = shape.Arguments[1];
        var block = new BlockEmitter(writer);
        if (BlockEmitter.Takes(key))
            block.StableValue(key, "pair.Key", "presentKey");
        else
            values.EmitWrite(writer, key, "pair.Key", "presentKey");
        if (BlockEmitter.Takes(value))
            block.StableValue(value, "pair.Value", "present");
        block.End();
        if (!BlockEmitter.Takes(value))
            values.EmitWriteElement(writer, value, "pair.Value", "present", shape, "A value");
    }
}
