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
        writer.Line(GeneratedCode.Attribute);
        writer.Line(GeneratedCode.NoCoverage);
        writer.Line($"{cache.Modifiers} {cache.PropertyType} {cache.Property} => field ??= {cluster}.Caches.{(cache.IsReference ? "GetReference" : "Get")}(");
        writer.Deeper();
        writer.Line(cache.IsReference
            ? $"new global::PluginSdk.ReferenceDefinition<{cache.Value}>("
            : $"new global::PluginSdk.CacheDefinition<{cache.Key}, {cache.Value}>(");
        writer.Deeper();
        writer.Line($"{CSharpLiteral.Of(cache.Name)},");
        if (!cache.IsReference)
            writer.Line($"{cache.KeyCodec},");
        writer.Line($"{cache.ValueCodec},");
        var hasMore = cache.Loader is not null || cache.Tags is not null;
        EmitSettings(writer, cache, hasMore ? ")" : "));");
        writer.Shallower();
        if (hasMore)
        {
            writer.Open();
            if (cache.Loader is not null)
                writer.Line($"Loader = {cache.Loader},");
            if (cache.Tags is not null)
                writer.Line($"Tags = {cache.Tags},");
            writer.Close(");");
        }

        writer.Shallower();
    }

    private static void EmitSettings(SourceWriter writer, CacheModel cache, string suffix)
    {
        const string Type = "new global::PluginSdk.CacheSettings";
        if (cache.Settings.IsEmpty)
        {
            writer.Line($"{Type}(){suffix}");
            return;
        }

        writer.Line(Type);
        writer.Open();
        foreach (var setting in cache.Settings)
            writer.Line(setting + ",");
        writer.Close(suffix);
    }
}
