using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports hosted services: the plugin's own at their declaration, those of libraries where they are added.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HostedServiceAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.HostedService)
{
    private const string HostedService = "Microsoft.Extensions.Hosting.IHostedService";

    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        if (context.Compilation.GetTypeByMetadataName(HostedService) is null)
            return;
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type is { TypeKind: TypeKind.Class, IsAbstract: false } && type.IsOrInherits(HostedService) && scope.Covers(type))
                    symbol.ReportDiagnostic(new Problem(TheRule, type.Place(), type.Name).ToDiagnostic(symbol.Options));
            },
            SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation =>
            {
                var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method is { Name: "AddHostedService", TypeArguments: [var type] } && type.Place() is null && scope.Covers(operation.ContainingSymbol))
                    Report(operation, operation.Operation.Syntax, type.Name);
            },
            OperationKind.Invocation);
    }
}
