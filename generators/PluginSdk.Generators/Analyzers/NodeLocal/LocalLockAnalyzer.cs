using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports locks of this process around caches, events and the shared home.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalLockAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.LocalLock)
{
    private static readonly Dictionary<string, string> s_locks = new(StringComparer.Ordinal)
    {
        ["Monitor"] = "System.Threading.Monitor",
        ["SemaphoreSlim"] = "System.Threading.SemaphoreSlim",
        ["Semaphore"] = "System.Threading.Semaphore",
        ["Mutex"] = "System.Threading.Mutex",
        ["Lock"] = "System.Threading.Lock",
        ["ReaderWriterLockSlim"] = "System.Threading.ReaderWriterLockSlim",
    };

    private static readonly string[] s_acquisitions = ["Enter", "TryEnter", "Wait"];

    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var statement = (ILockOperation)operation.Operation;
                if (scope.Covers(operation.ContainingSymbol) && ClusterState.FirstUseIn(statement.Body) is { } use)
                    Report(operation, statement.LockedValue.Syntax, "This lock", use);
            },
            OperationKind.Lock);
        context.RegisterOperationAction(
            operation =>
            {
                var invocation = (IInvocationOperation)operation.Operation;
                if (LockOf(invocation) is { } name
                    && scope.Covers(operation.ContainingSymbol)
                    && ClusterState.FirstUseIn(Root(invocation), invocation.Syntax.Span.End) is { } use)
                {
                    Report(operation, invocation.Syntax, name, use);
                }
            },
            OperationKind.Invocation);
    }

    private static string? LockOf(IInvocationOperation invocation)
    {
        if (!s_acquisitions.Any(prefix => invocation.TargetMethod.Name.StartsWith(prefix, StringComparison.Ordinal)))
            return null;
        // WaitOne belongs to a base class that events share; what counts is the object it is called on.
        var type = invocation.Instance?.Type ?? invocation.TargetMethod.ContainingType;
        return s_locks.TryGetValue(type.Name, out var name) && type.Is(name) ? type.Name : null;
    }

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
