using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Emission;

/// <summary>Emits the part of an annotated type that makes its codec known.</summary>
internal static class SelfDescriptionEmitter
{
    public static SourceText Emit(SelfDescription description)
    {
        var writer = SourceWriter.ForGeneratedFile();
        description.Hierarchy.Open(writer, $"global::PluginSdk.Wire.IWireSerializable<{description.Type}>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Line($"static global::PluginSdk.Wire.IWireCodec<{description.Type}> global::PluginSdk.Wire.IWireSerializable<{description.Type}>.Codec");
        var isMadeOnce = description.CodecExpression.EndsWith(".Instance", StringComparison.Ordinal);
        writer.Line(isMadeOnce ? $"    => {description.CodecExpression};" : $"    {{ get; }} = {description.CodecExpression};");
        description.Hierarchy.Close(writer);
        return writer.ToSourceText();
    }
}
