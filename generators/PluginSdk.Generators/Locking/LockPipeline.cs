using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Locking;

/// <summary>From <c>[ClusterLock]</c> to one generated file for each class.</summary>
internal static class LockPipeline
{
    public static IncrementalValuesProvider<LockingClass> Register(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.LockAttribute,
                static (_, _) => true,
                static (found, cancellationToken) => AnnotatedMembers.StandsForItsType(found.TargetSymbol, KnownNames.LockAttribute)
                    ? LockParser.Parse(found.TargetSymbol.ContainingType, new Problems(), cancellationToken)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Locks);
        context.RegisterSourceOutput(classes, static (output, model) =>
            output.AddSource(model.HintName, LockEmitter.Emit(model)));
        return classes;
    }
}
