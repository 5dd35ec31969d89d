using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Caching;

/// <summary>From <c>[ClusterCache]</c> to one generated file for each class.</summary>
internal static class CachePipeline
{
    public static IncrementalValuesProvider<CachingClass> Register(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.CacheAttribute,
                static (_, _) => true,
                static (found, cancellationToken) => AnnotatedMembers.StandsForItsType(found.TargetSymbol, KnownNames.CacheAttribute)
                    ? CacheParser.Parse(found.TargetSymbol.ContainingType, new Problems(), cancellationToken)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Caches);
        context.RegisterSourceOutput(classes, static (output, model) =>
            output.AddSource(model.HintName, CacheEmitter.Emit(model)));
        return classes;
    }
}
