using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Events;

/// <summary>Writes the definition of an event into its type.</summary>
internal static class EventEmitter
{
    public static SourceText Emit(EventModel model)
    {
        var writer = SourceWriter.ForGeneratedFile();
        model.Hierarchy.Open(writer, $"global::PluginSdk.IClusterEvent<{model.Type}>");
        writer.Line("/// <summary>The event's wire name and codec.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Line($"public static global::PluginSdk.EventDefinition<{model.Type}> {EventParser.Member} {{ get; }} =");
        writer.Deeper();
        writer.Line($"new({CSharpLiteral.Of(model.Name)}, {model.Codec});");
        writer.Shallower();
        model.Hierarchy.Close(writer);
        return writer.ToSourceText();
    }
}
