using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports timers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimerAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.Timer)
{
    private static readonly string[] s_timers = ["System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Timers.Timer"];

    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var type = ((IObjectCreationOperation)operation.Operation).Type;
                if (s_timers.Any(type.Is) && scope.Covers(operation.ContainingSymbol))
                    Report(operation, operation.Operation.Syntax, type!.Name);
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(
            operation =>
            {
                var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.Name == "CreateTimer" && method.ContainingType.IsOrInherits("System.TimeProvider") && scope.Covers(operation.ContainingSymbol))
                    Report(operation, operation.Operation.Syntax, "TimeProvider.CreateTimer");
            },
            OperationKind.Invocation);
    }
}
