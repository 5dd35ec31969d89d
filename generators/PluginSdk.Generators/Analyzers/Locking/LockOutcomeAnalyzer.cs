using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;
using PluginSdk.Generators.Locking;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports leases that nobody releases, and results that nobody looks at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockOutcomeAnalyzer : DiagnosticAnalyzer
{
    private const string Unreleased = "gives a lease that nothing releases: the lock stays taken. Write 'await using var lease = await …'.";
    private const string Unseen = "tells whether the lock was acquired, and nothing looks at it: if it was taken, nothing ran. Test 'Acquired', or return Task to wait for the lock instead.";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [LockRules.Ignored];

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
        var reason = Acquisition.IsLease(call)
            ? IsReleased(call) ? null : Unreleased
            : IsGuardedTry(call) && IsDropped(call) ? Unseen : null;
        if (reason is not null)
            context.ReportDiagnostic(new Problem(LockRules.Ignored, call.Syntax.GetLocation(), call.TargetMethod.Name, reason).ToDiagnostic(context.Options));
    }

    private static bool IsGuardedTry(IInvocationOperation call) =>
        call.TargetMethod.Attribute(KnownNames.LockAttribute) is not null
        && GuardedMethodParser.IsResult(ReturnShape.Of(call.TargetMethod).Result);

    /// <summary>What the value of the call, awaited or not, is used by.</summary>
    private static IOperation? UserOf(IOperation operation)
    {
        var user = operation.Parent;
        while (user is IAwaitOperation or IConversionOperation or IParenthesizedOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } })
        {
            user = user.Parent;
        }

        return user;
    }

    private static bool IsDropped(IOperation call) =>
        UserOf(call) is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private static bool IsReleased(IInvocationOperation call)
    {
        if (IsDropped(call))
            return false;
        // A lease in a variable that is neither a using nor mentioned again.
        if (UserOf(call) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } variable } declarator })
            return true;
        for (var parent = declarator.Parent; parent is not (null or IBlockOperation); parent = parent.Parent)
        {
            if (parent is IUsingOperation or IUsingDeclarationOperation)
                return true;
        }

        IOperation root = call;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().OfType<ILocalReferenceOperation>().Any(reference =>
            SymbolEqualityComparer.Default.Equals(reference.Local, variable) && IsHandedOn(reference));
    }

    /// <summary>Reading a member of the lease does not release it; disposing, using, returning or passing it on may.</summary>
    private static bool IsHandedOn(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call when call.Instance == reference => call.TargetMethod.Name is "DisposeAsync" or "Dispose",
        IPropertyReferenceOperation or IBinaryOperation or IIsPatternOperation => false,
        IConditionalAccessOperation access => access.WhenNotNull is IInvocationOperation { TargetMethod.Name: "DisposeAsync" },
        IConversionOperation { Parent: IBinaryOperation } => false,
        _ => true,
    };
}
