using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the class of one codec.</summary>
internal static class CodecEmitter
{
    public static SourceText Emit(CodecModel model)
    {
        var body = new SourceWriter(depth: 1);
        var values = new ValueEmitter();
        switch (model.Form)
        {
            case WireForm.Union:
                UnionEmitter.Emit(body, model);
                break;
            default:
                ObjectWriteEmitter.Emit(body, model, values);
                ObjectReadEmitter.Emit(body, model, values);
                break;
        }

        values.EmitMethods(body);
        AccessorEmitter.Emit(body, model);

        var writer = SourceWriter.ForGeneratedFile();
        writer.Line($"namespace {model.Namespace};");
        writer.Line();
        if (body.ToString().Contains("WireRoom."))
        {
            writer.Line(BlockEmitter.Alias);
            writer.Line();
        }

        writer.Line($"/// <summary>Writes and reads <c>{Escaped(model.PlainType)}</c> as {Form(model)}.</summary>");
        GeneratedCode.WritePlumbingAttributes(writer);
        writer.Open($"internal sealed class {model.Name} : global::PluginSdk.Wire.IWireCodec<{model.Type}>");
        writer.Line($"public static readonly {model.Name} Instance = new();");
        writer.Line();
        values.EmitFields(writer);
        writer.Append(body);
        writer.Close();
        return writer.ToSourceText();
    }

    private static string Form(CodecModel model) => model.Form switch
    {
        WireForm.Array => "a MessagePack array, each member at the position of its key",
        WireForm.Map => "a MessagePack map from member names to values",
        _ => "a MessagePack array of the subtype's key and the value",
    };

    private static string Escaped(string type) => type.Replace("<", "&lt;").Replace(">", "&gt;");
}
