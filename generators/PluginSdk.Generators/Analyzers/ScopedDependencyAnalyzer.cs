using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports annotated classes, which live as long as their node, whose constructor takes what lives as long as a scope.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ScopedDependencyAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> s_scopedRegistrations = new(StringComparer.Ordinal)
    {
        "AddScoped", "TryAddScoped", "AddKeyedScoped", "TryAddKeyedScoped", "AddDbContext", "AddDbContextPool",
    };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [GeneralRules.ScopedDependency];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.PluginContract) is null)
                return;
            var scoped = new ConcurrentDictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default);
            var dependencies = new ConcurrentBag<IParameterSymbol>();
            start.RegisterOperationAction(operation => CollectScoped((IInvocationOperation)operation.Operation, scoped), OperationKind.Invocation);
            start.RegisterSymbolAction(symbol => CollectDependencies((INamedTypeSymbol)symbol.Symbol, dependencies), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var parameter in dependencies.Where(parameter => scoped.ContainsKey(parameter.Type)))
                {
                    var problem = new Problem(GeneralRules.ScopedDependency, parameter.Place(), parameter.ContainingType.Name, parameter.Type.Name);
                    end.ReportDiagnostic(problem.ToDiagnostic(end.Options));
                }
            });
        });
    }

    private static void CollectScoped(IInvocationOperation invocation, ConcurrentDictionary<ITypeSymbol, bool> scoped)
    {
        var method = invocation.TargetMethod;
        if (!s_scopedRegistrations.Contains(method.Name))
            return;
        if (method.TypeArguments.Length > 0)
            scoped.TryAdd(method.TypeArguments[0], true);
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value is ITypeOfOperation { TypeOperand: { } type })
            {
                scoped.TryAdd(type, true);
                break;
            }
        }
    }

    private static void CollectDependencies(INamedTypeSymbol type, ConcurrentBag<IParameterSymbol> dependencies)
    {
        if (!Declarations.HasAny(type))
            return;
        foreach (var parameter in type.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
            dependencies.Add(parameter);
    }
}
