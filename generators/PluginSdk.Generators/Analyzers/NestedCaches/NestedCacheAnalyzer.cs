using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports loaders of cluster caches that read a cluster cache, themselves or through methods whose source is here.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NestedCacheAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CacheRules.NestedCache];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            var steps = new CallSteps();
            var loaders = new ConcurrentBag<CacheLoaderUse>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    foreach (var loader in CacheLoaderUse.DeclaredBy((INamedTypeSymbol)symbol.Symbol))
                        loaders.Add(loader);
                },
                SymbolKind.NamedType);
            start.RegisterOperationAction(operation => steps.Add(operation.ContainingSymbol, operation.Operation), OperationKind.Invocation, OperationKind.PropertyReference);
            start.RegisterOperationAction(
                operation =>
                {
                    if (CacheLoaderUse.Given((IDelegateCreationOperation)operation.Operation) is { } loader)
                        loaders.Add(loader);
                },
                OperationKind.DelegateCreation);
            start.RegisterCompilationEndAction(end => Report(end, steps, loaders));
        });
    }

    private static void Report(CompilationAnalysisContext context, CallSteps steps, IEnumerable<CacheLoaderUse> loaders)
    {
        // One place may be reached by several loaders, and is one place to change.
        var reported = new HashSet<Location>();
        foreach (var loader in loaders.OrderBy(static loader => loader.Cache, StringComparer.Ordinal).ThenBy(static loader => loader.Name, StringComparer.Ordinal))
        {
            foreach (var first in loader.FirstSteps(steps))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                if (steps.FindRead(first) is { } read && reported.Add(first.Place))
                    context.ReportDiagnostic(new Problem(CacheRules.NestedCache, first.Place, string.Join(" → ", read.By.Insert(0, loader.Name)), loader.Cache, read.Cache).ToDiagnostic(context.Options));
            }
        }
    }
}
