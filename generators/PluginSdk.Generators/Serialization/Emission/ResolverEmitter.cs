using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the resolver for MessagePack-CSharp.</summary>
internal static class ResolverEmitter
{
    public static SourceText Emit(ResolverModel model)
    {
        var writer = SourceWriter.ForGeneratedFile();
        writer.Line($"namespace {model.Namespace};");
        writer.Line();
        writer.Line("/// <summary>Finds the formatters of this assembly's codecs. Put it in front of <c>StandardResolver</c> in a <c>CompositeResolver</c>.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        using (writer.Block($"{(model.IsPublic ? "public" : "internal")} sealed class WireFormatterResolver : global::MessagePack.IFormatterResolver"))
        {
            writer.Line("/// <summary>The only instance.</summary>");
            writer.Line("public static readonly WireFormatterResolver Instance = new();");
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line("public global::MessagePack.Formatters.IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;");
            writer.Line();
            using (writer.Block("private static object? Create(global::System.Type type)"))
            {
                // To the runtime Page<string> and Page<string?> are one type; who may get null is asked first.
                foreach (var formatter in model.Formatters.OrderByDescending(formatter => formatter.Type.Count(character => character == '?')))
                {
                    writer.Line($"if (type == typeof({formatter.Type}))");
                    writer.Line($"    return new global::PluginSdk.Wire.WireFormatter<{formatter.Type}>({formatter.Codec}.Instance);");
                }

                writer.Line("return null;");
            }

            writer.Line();
            using (writer.Block("private static class Cache<T>"))
            {
                writer.Line("public static readonly global::MessagePack.Formatters.IMessagePackFormatter<T>? Formatter");
                writer.Line("    = (global::MessagePack.Formatters.IMessagePackFormatter<T>?)Create(typeof(T));");
            }
        }

        return writer.ToSourceText();
    }
}
