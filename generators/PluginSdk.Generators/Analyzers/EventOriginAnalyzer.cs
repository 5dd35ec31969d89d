using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Events;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Remarks an event that is handled on its own node only, or on the other nodes only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventOriginAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventRules.OneOrigin];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            var handlers = new ConcurrentBag<(INamedTypeSymbol Event, bool IsRemote, IMethodSymbol Method)>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var method = (IMethodSymbol)symbol.Symbol;
                    if (method.Attribute(KnownNames.EventHandlerAttribute) is null)
                        return;
                    foreach (var parameter in method.Parameters)
                    {
                        if (HandlerParser.EventOf(parameter) is { } handled && HandlerParser.IsEvent(handled.Event))
                            handlers.Add((handled.Event, handled.IsRemote, method));
                    }
                },
                SymbolKind.Method);
            start.RegisterCompilationEndAction(end => Report(end, handlers));
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<(INamedTypeSymbol Event, bool IsRemote, IMethodSymbol Method)> handlers)
    {
        foreach (var ofEvent in handlers.GroupBy(handler => handler.Event, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default))
        {
            var isRemote = ofEvent.First().IsRemote;
            if (ofEvent.Any(handler => handler.IsRemote != isRemote))
                continue;
            var name = ofEvent.Key.Name;
            var (seen, unseen, missing) = isRemote
                ? ("other nodes", "this node", name)
                : ("this node", "other nodes", $"ClusterEventWrapper<{name}>");
            foreach (var (_, _, method) in ofEvent)
                context.ReportDiagnostic(new Problem(EventRules.OneOrigin, method.Place(), name, seen, unseen, missing).ToDiagnostic(context.Options));
        }
    }
}
