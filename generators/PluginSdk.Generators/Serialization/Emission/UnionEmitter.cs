using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the methods of an interface or abstract class with <c>[Union]</c>.</summary>
internal static class UnionEmitter
{
    public static void Emit(SourceWriter writer, CodecModel model)
    {
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public void Write(ref global::PluginSdk.Wire.WireWriter writer, {model.Type} value)"))
        {
            writer.Line("writer.Enter();");
            writer.Line("writer.WriteArrayHeader(2);");
            using (writer.Block("switch (value)"))
            {
                foreach (var item in model.Cases)
                {
                    writer.Line($"case {item.Type} subtype:");
                    writer.Deeper();
                    writer.Line($"writer.WriteInt32({item.Key});");
                    writer.Line($"{item.Shape.CodecExpression}.Write(ref writer, subtype);");
                    writer.Line("break;");
                    writer.Shallower();
                }

                writer.Line("default:");
                writer.Deeper();
                writer.Line($"global::PluginSdk.Wire.WireObject.ThrowCannotWrite(value, typeof({model.Type}));");
                writer.Line("break;");
                writer.Shallower();
            }

            writer.Line();
            writer.Line("writer.Leave();");
        }

        writer.Line();
        writer.Line("/// <inheritdoc/>");
        using (writer.Block($"public {model.Type} Read(ref global::PluginSdk.Wire.WireReader reader)"))
        {
            writer.Line("reader.Enter();");
            writer.Line("var key = reader.ReadUnionKey();");
            writer.Line($"{model.Type} result;");
            using (writer.Block("switch (key)"))
            {
                foreach (var item in model.Cases.OrderBy(item => item.Key))
                {
                    writer.Line($"case {item.Key}:");
                    writer.Deeper();
                    writer.Line($"result = {item.Shape.CodecExpression}.Read(ref reader);");
                    writer.Line("break;");
                    writer.Shallower();
                }

                writer.Line("default:");
                writer.Deeper();
                writer.Line($"throw global::PluginSdk.Wire.WireObject.UnknownUnionKey(key, typeof({model.Type}));");
                writer.Shallower();
            }

            writer.Line();
            writer.Line("reader.Leave();");
            writer.Line("return result;");
        }
    }
}
