using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports loaders of cluster caches that read another cluster cache.</summary>
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
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is not null)
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsRead(call.TargetMethod)
            || context.ContainingSymbol is not IMethodSymbol method
            || CacheLoadedBy(method) is not { } cache)
        {
            return;
        }

        var used = call.Instance is IPropertyReferenceOperation property ? property.Property.Name : call.TargetMethod.ContainingType.Name;
        context.ReportDiagnostic(new Problem(CacheRules.NestedCache, call.Syntax.GetLocation(), method.Name, cache, used).ToDiagnostic(context.Options));
    }

    private static bool IsRead(IMethodSymbol method) =>
        method.Name.StartsWith("Get", StringComparison.Ordinal)
        && (method.ContainingType.Is(KnownNames.Cache) || method.ContainingType.Is(KnownNames.Reference));

    /// <summary>The cluster cache that the method loads; a cache of the node alone may combine what it likes.</summary>
    private static string? CacheLoadedBy(IMethodSymbol method)
    {
        foreach (var (member, attribute, name) in Declarations.Of(method.ContainingType))
        {
            if (name == KnownNames.CacheAttribute
                && attribute.Text("Loader") == method.Name
                && attribute.EnumExpression("Scope")?.EndsWith(".Local", StringComparison.Ordinal) != true)
            {
                return member.Name;
            }
        }

        return null;
    }
}
