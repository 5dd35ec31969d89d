using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports two locks that are taken one under the other in both orders.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockOrderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LockRules.Order];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            var nestings = new ConcurrentBag<Nesting>();
            start.RegisterOperationBlockAction(block =>
            {
                foreach (var operation in block.OperationBlocks)
                {
                    foreach (var (held, template, taken) in HeldLocks.Nested(operation, block.OwningSymbol))
                        nestings.Add(new(Acquisition.PatternOf(template), taken.Pattern, $"{block.OwningSymbol.ContainingType.Name}.{block.OwningSymbol.Name}", taken.Call.Syntax.GetLocation()));
                }
            });
            start.RegisterCompilationEndAction(end => Report(end, nestings));
        });
    }

    private static void Report(CompilationAnalysisContext context, IEnumerable<Nesting> nestings)
    {
        var ordered = nestings
            .OrderBy(nesting => nesting.Place.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(nesting => nesting.Place.SourceSpan.Start)
            .ToList();
        foreach (var nesting in ordered)
        {
            var reverse = ordered.FirstOrDefault(other => other.Held == nesting.Taken && other.Taken == nesting.Held && other.Held != other.Taken);
            if (reverse is not null)
                context.ReportDiagnostic(new Problem(LockRules.Order, nesting.Place, nesting.Taken, nesting.Held, reverse.Member).ToDiagnostic(context.Options));
        }
    }

    private sealed record Nesting(string Held, string Taken, string Member, Location Place);
}
