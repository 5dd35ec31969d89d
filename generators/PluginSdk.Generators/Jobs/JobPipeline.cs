using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Jobs;

/// <summary>From <c>[PerClusterJob]</c> or <c>[PerNodeJob]</c> to what the manifest names.</summary>
internal static class JobPipeline
{
    public static IncrementalValuesProvider<JobClass> Register(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (_, _) => true,
                (found, cancellationToken) => AnnotatedMembers.StandsForItsType(found.TargetSymbol, attribute)
                    ? JobParser.Parse(found.TargetSymbol.ContainingType, attribute, new Problems(), cancellationToken)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Jobs);
}
