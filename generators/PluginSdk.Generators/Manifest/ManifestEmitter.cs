using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;
using PluginSdk.Generators.Jobs;

namespace PluginSdk.Generators.Manifest;

/// <summary>Writes the plugin's manifest.</summary>
internal static class ManifestEmitter
{
    public const string Name = "PluginManifest";
    public const string HintName = Name + ".g.cs";

    private const string Services = "global::Microsoft.Extensions.DependencyInjection.IServiceCollection";

    public static SourceText Emit(ManifestModel model)
    {
        var space = model.Project.Namespace;
        var type = (space is null ? "" : space.Replace("@", "") + ".") + Name;
        var code = "global::" + (space is null ? "" : space + ".") + Name;
        var writer = SourceWriter.ForGeneratedFile();
        writer.Line(ServiceParameter.Using);
        writer.Line("using global::Microsoft.Extensions.DependencyInjection.Extensions;");
        writer.Line();
        writer.Line($"[assembly: global::{Trim(KnownNames.ManifestAttribute)}(typeof({code}))]");
        writer.Line($"[assembly: global::{Trim(KnownNames.DescriptorAttribute)}({code}.Descriptor)]");
        writer.Line();
        if (space is not null)
        {
            writer.Line($"namespace {space};");
            writer.Line();
        }

        writer.Line($"/// <summary>The plugin <c>{model.Project.Key}</c> as its host sees it.</summary>");
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Open($"public sealed class {Name} : global::{KnownNames.PluginManifest}");
        EmitDescriptor(writer, DescriptorJson.Lines(model, type));
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public string Key => {CSharpLiteral.Of(model.Project.Key)};");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line("public string DescriptorJson => Descriptor;");
        writer.Line();
        EmitConfigureServices(writer, model);
        writer.Line();
        EmitRegister(writer, model);
        writer.Close();
        return writer.ToSourceText();
    }

    private static string Trim(string attribute) => attribute.Substring(0, attribute.Length - "Attribute".Length);

    private static void EmitDescriptor(SourceWriter writer, IReadOnlyList<string> lines)
    {
        writer.Line("internal const string Descriptor = \"\"\"");
        writer.Deeper();
        foreach (var line in lines)
            writer.Line(line);
        writer.Line("\"\"\";");
        writer.Shallower();
    }

    private static void EmitConfigureServices(SourceWriter writer, ManifestModel model)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public void ConfigureServices({Services} services)");
        foreach (var type in model.PluginClasses)
            writer.Line($"{type.Type}.{PluginClass.Bridge}(services);");
        // What the author registers in another way stays so.
        foreach (var owner in model.Owners)
            writer.Line(owner.IsOpenGeneric ? $"services.TryAddSingleton(typeof({owner.Type}));" : $"services.TryAddSingleton<{owner.Type}>();");
        writer.Close();
    }

    private static void EmitRegister(SourceWriter writer, ManifestModel model)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Open($"public void Register(global::{KnownNames.PluginRegistry} registry)");
        foreach (var owner in model.Owners.Where(owner => !owner.IsOpenGeneric))
            writer.Line($"registry.AddService(typeof({owner.Type}));");
        foreach (var handler in model.Handlers)
            EmitHandler(writer, handler);
        foreach (var job in model.Jobs)
            EmitJob(writer, job);
        writer.Close();
    }

    private static void EmitHandler(SourceWriter writer, HandlerModel handler)
    {
        writer.Line($"registry.Add{(handler.IsRemote ? "Remote" : "Local")}Handler(");
        writer.Deeper();
        writer.Line($"{handler.Event}.{EventParser.Member},");
        handler.Call.WriteLambda(writer, "", "(published, services, cancellationToken)", ");");
        writer.Shallower();
    }

    private static void EmitJob(SourceWriter writer, JobModel job)
    {
        writer.Line($"registry.AddJob(new global::{KnownNames.JobDefinition}(");
        writer.Deeper();
        writer.Line($"{CSharpLiteral.Of(job.Name)},");
        writer.Line($"global::{KnownNames.JobScope}.{(job.IsPerNode ? "Node" : "Cluster")},");
        writer.Line($"{job.Schedule.Expression},");
        job.Call.WriteLambda(writer, "", "(services, run, cancellationToken)", job.Settings.IsEmpty ? "));" : ")");
        writer.Shallower();
        if (job.Settings.IsEmpty)
            return;
        writer.Open();
        foreach (var setting in job.Settings)
            writer.Line(setting + ",");
        writer.Close(");");
    }
}
