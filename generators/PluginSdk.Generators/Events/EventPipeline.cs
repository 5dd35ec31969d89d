using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Events;

/// <summary>From <c>[ClusterEvent]</c> to one generated file for each event, and from its handlers to what the manifest names.</summary>
internal static class EventPipeline
{
    public static IncrementalValuesProvider<EventModel> Register(IncrementalGeneratorInitializationContext context)
    {
        var events = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.EventAttribute,
                static (_, _) => true,
                static (found, cancellationToken) => found.TargetSymbol is INamedTypeSymbol type
                    ? EventParser.Parse(type, found.Attributes[0], new Problems(), cancellationToken)
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Events);
        context.RegisterSourceOutput(events, static (output, model) =>
            output.AddSource(model.HintName, EventEmitter.Emit(model)));
        return events;
    }

    public static IncrementalValuesProvider<HandlerClass> RegisterHandlers(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.EventHandlerAttribute,
                static (_, _) => true,
                static (found, _) => AnnotatedMembers.StandsForItsType(found.TargetSymbol, KnownNames.EventHandlerAttribute)
                    ? HandlerParser.Parse(found.TargetSymbol.ContainingType, new Problems())
                    : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Handlers);
}
