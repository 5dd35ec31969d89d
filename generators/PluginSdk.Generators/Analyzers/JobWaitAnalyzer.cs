using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports per-cluster jobs that wait longer for a guarded method than its lock's lease.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobWaitAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What the settings of a lock have by default; a test holds it against them.</summary>
    internal const string DefaultLease = "15s";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [JobRules.LongWait];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is not null)
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Attribute(KnownNames.LockAttribute) is not { } guard
            || Duration.Parse(guard.Text("Wait")) is not { } wait
            || Duration.Parse(guard.Text("Lease") ?? DefaultLease) is not { } lease
            || wait.Milliseconds <= lease.Milliseconds
            || context.ContainingSymbol.Attribute(KnownNames.ClusterJobAttribute) is null)
        {
            return;
        }

        context.ReportDiagnostic(new Problem(JobRules.LongWait, call.Syntax.GetLocation(), call.TargetMethod.Name, wait.Text, lease.Text).ToDiagnostic(context.Options));
    }
}
