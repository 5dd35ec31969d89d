using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Reports fields and properties that keep a licence, or anything that was read from one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LicenseFieldAnalyzer() : NodeLocalAnalyzer(NodeLocalRules.LicenseField)
{
    private protected override void Register(CompilationStartAnalysisContext context, NodeLocalScope scope)
    {
        context.RegisterOperationAction(
            operation =>
            {
                var (target, value) = operation.Operation switch
                {
                    IFieldInitializerOperation { InitializedFields: [var field, ..] } initializer => (field, initializer.Value),
                    IPropertyInitializerOperation { InitializedProperties: [var property, ..] } initializer => (property, initializer.Value),
                    IAssignmentOperation assignment => (Member(assignment.Target), assignment.Value),
                    _ => (default(ISymbol), default(IOperation)),
                };
                if (target is not null && value is not null && ReadsLicense(value) && scope.Covers(target))
                    Report(operation, value.Syntax, target.Name);
            },
            OperationKind.FieldInitializer, OperationKind.PropertyInitializer, OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment, OperationKind.CompoundAssignment);
    }

    private static ISymbol? Member(IOperation target) => target switch
    {
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>A function that asks for the licence later is right, so nested functions do not count.</summary>
    private static bool ReadsLicense(IOperation value) => value switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation => false,
        IPropertyReferenceOperation { Property: { Name: "License" } property } when property.ContainingType.Is(KnownNames.PluginContext) => true,
        _ => value.ChildOperations.Any(ReadsLicense),
    };
}
