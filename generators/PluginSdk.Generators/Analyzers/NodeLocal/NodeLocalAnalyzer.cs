using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginSdk.Generators.Diagnostics;

namespace PluginSdk.Generators.Analyzers;

/// <summary>What the analyzers of node-local state have in common: one rule, and the scope they look at.</summary>
public abstract class NodeLocalAnalyzer : DiagnosticAnalyzer
{
    private protected NodeLocalAnalyzer(DiagnosticDescriptor rule)
    {
        TheRule = rule;
        SupportedDiagnostics = [rule];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected DiagnosticDescriptor TheRule { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (NodeLocalScope.Of(start.Compilation, start.Options) is { } scope)
                Register(start, scope);
        });
    }

    private protected abstract void Register(CompilationStartAnalysisContext context, NodeLocalScope scope);

    private protected void Report(OperationAnalysisContext context, SyntaxNode place, params object?[] arguments) =>
        context.ReportDiagnostic(new Problem(TheRule, place.GetLocation(), arguments).ToDiagnostic(context.Options));
}
