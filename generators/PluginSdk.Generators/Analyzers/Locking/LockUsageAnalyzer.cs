using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports Core methods that are called without their lock, and locks that are taken while they are held.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LockRules.CoreCalled, LockRules.Reentrant];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            start.RegisterOperationAction(ReportCoreCalled, OperationKind.Invocation);
            start.RegisterOperationBlockAction(ReportReentrant);
        });
    }

    private static void ReportCoreCalled(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name.IndexOf("Core", StringComparison.Ordinal) < 0 || HeldLocks.GuardOf(call.TargetMethod) is not var (guarded, _))
            return;
        // From one Core method of the same lock to itself: the lock is held.
        if (context.ContainingSymbol is IMethodSymbol caller
            && SymbolEqualityComparer.Default.Equals(caller.ContainingType, guarded.ContainingType)
            && caller.Name == CoreMethodParser.NameOf(guarded.Name))
        {
            return;
        }

        context.ReportDiagnostic(new Problem(LockRules.CoreCalled, call.Syntax.GetLocation(), call.TargetMethod.Name, guarded.Name).ToDiagnostic(context.Options));
    }

    private static void ReportReentrant(OperationBlockAnalysisContext context)
    {
        foreach (var block in context.OperationBlocks)
        {
            foreach (var (held, template, taken) in HeldLocks.Nested(block, context.OwningSymbol))
            {
                if (Acquisition.PatternOf(template) == taken.Pattern && AreSame(template, taken))
                    context.ReportDiagnostic(new Problem(LockRules.Reentrant, taken.Call.Syntax.GetLocation(), template, $"{taken.Lock.Name}").ToDiagnostic(context.Options));
            }
        }
    }

    /// <summary>Whether the name is surely the one that is held: the parameters in it are passed on as they are.</summary>
    private static bool AreSame(string template, Acquisition taken)
    {
        var (held, holes) = (Acquisition.Holes(template), Acquisition.Holes(taken.Template));
        for (var index = 0; index < holes.Count; index++)
        {
            var argument = taken.Call.Arguments.FirstOrDefault(candidate => candidate.Parameter?.Name == holes[index]);
            if (argument?.Value is not IParameterReferenceOperation passed || passed.Parameter.Name != held[index])
                return false;
        }

        return true;
    }
}
