using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Manifest;

/// <summary>Declares what the author's <c>Plugin</c> class implements.</summary>
internal static class PluginClassEmitter
{
    public static SourceText Emit(PluginClass model)
    {
        const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";
        var writer = SourceWriter.ForGeneratedFile();
        model.Hierarchy.Open(writer);
        // No mark of generated code here: analyzers would take the author's body for generated as well.
        writer.Line("/// <summary>Registers what the plugin's classes need.</summary>");
        writer.Line($"{model.Modifiers} void {PluginClass.Method}({Services} {model.Parameter});");
        writer.Line();
        GeneratedCode.WritePlumbingAttributes(writer);
        writer.Line($"internal static void {PluginClass.Bridge}({Services} services) => {PluginClass.Method}(services);");
        model.Hierarchy.Close(writer);
        return writer.ToSourceText();
    }
}
