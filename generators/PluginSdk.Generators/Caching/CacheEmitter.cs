using Microsoft.CodeAnalysis.Text;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;

namespace PluginSdk.Generators.Caching;

/// <summary>Writes the cache properties of a class.</summary>
internal static class CacheEmitter
{
    public static SourceText Emit(CachingClass model)
    {
        var writer = SourceWriter.ForGeneratedFile();
        if (model.Caches.Any(cache => cache.Loader is not null))
        {
            writer.Line(ServiceParameter.Using);
            writer.Line();
        }

        model.Hierarchy.Open(writer);
        var cluster = model.Cluster.Expression;
        if (model.Cluster.KeepInField)
        {
            ClusterField.Write(writer, "_clusterOfCaches", model.Cluster);
            cluster = "this._clusterOfCaches";
            writer.Line();
        }

        for (var index = 0; index < model.Caches.Count; index++)
        {
            if (index > 0)
                writer.Line();
            EmitCache(writer, model.Caches[index], cluster);
        }

        model.Hierarchy.Close(writer);
        return writer.ToSourceText();
    }

    private static void EmitCache(SourceWriter writer, CacheModel cache, string cluster)
    {
        var (get, definition) = cache.Key is null
            ? ("GetReference", $"ReferenceDefinition<{cache.Value}>")
            : ("Get", $"CacheDefinition<{cache.Key}, {cache.Value}>");
        var initializers = new List<string>();
        if (cache.Loader is not null)
            initializers.Add($"Loader = {cache.Loader}");
        if (cache.Tags is not null)
            initializers.Add($"Tags = {cache.Tags}");

        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Line($"{cache.Modifiers} {cache.PropertyType} {cache.Property} => field ??= {cluster}.Caches.{get}(");
        writer.Deeper();
        writer.Line($"new global::PluginSdk.{definition}(");
        writer.Deeper();
        writer.Line($"{CSharpLiteral.Of(cache.Name)},");
        if (cache.KeyCodec is not null)
            writer.Line($"{cache.KeyCodec},");
        writer.Line($"{cache.ValueCodec},");
        EmitInitializers(writer, cache.Settings.IsEmpty ? "new global::PluginSdk.CacheSettings()" : "new global::PluginSdk.CacheSettings", cache.Settings, initializers.Count == 0 ? "));" : ")");
        writer.Shallower();
        if (initializers.Count > 0)
            EmitBlock(writer, initializers, ");");
        writer.Shallower();
    }

    private static void EmitInitializers(SourceWriter writer, string expression, EquatableArray<string> initializers, string suffix)
    {
        if (initializers.IsEmpty)
        {
            writer.Line(expression + suffix);
            return;
        }

        writer.Line(expression);
        EmitBlock(writer, initializers, suffix);
    }

    private static void EmitBlock(SourceWriter writer, IReadOnlyList<string> initializers, string suffix)
    {
        writer.Open();
        foreach (var initializer in initializers)
            writer.Line(initializer + ",");
        writer.Close(suffix);
    }
}
