using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Recognizes operations that change the content of a field or property that is a collection.</summary>
internal static class CollectionChange
{
    private static readonly HashSet<string> s_changes = new(StringComparer.Ordinal)
    {
        "Add", "AddFirst", "AddLast", "AddOrUpdate", "AddRange", "Clear", "CreateEntry", "Dequeue", "Enqueue", "EnqueueRange",
        "ExceptWith", "GetOrAdd", "GetOrCreate", "GetOrCreateAsync", "GetValueRefOrAddDefault", "Insert", "InsertRange",
        "IntersectWith", "Pop", "Push", "PushRange", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange",
        "Set", "SymmetricExceptWith", "Take", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith", "Update",
    };

    public static readonly ImmutableArray<OperationKind> Kinds =
        [OperationKind.Invocation, OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment, OperationKind.Increment, OperationKind.Decrement];

    /// <summary>The collection that the operation changes after it was constructed, or null.</summary>
    public static ISymbol? Of(OperationAnalysisContext context)
    {
        if (context.ContainingSymbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.StaticConstructor or MethodKind.Constructor })
            return null;
        return context.Operation switch
        {
            IInvocationOperation invocation => ChangedBy(invocation),
            IAssignmentOperation assignment => AssignedBy(assignment.Target),
            IIncrementOrDecrementOperation step => AssignedBy(step.Target),
            _ => null,
        };
    }

    public static ITypeSymbol? TypeOf(ISymbol? member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static ISymbol? ChangedBy(IInvocationOperation invocation)
    {
        // ImmutableInterlocked.AddOrUpdate(ref field, …) and the like.
        var byReference = invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind == RefKind.Ref);
        if (byReference is not null)
            return Member(byReference.Value, CollectionTypes.IsCollection);
        if (!s_changes.Contains(invocation.TargetMethod.Name))
            return null;
        var receiver = invocation.Instance
            ?? (invocation.TargetMethod.IsExtensionMethod || invocation.TargetMethod.ContainingType.Name == "CollectionsMarshal"
                ? invocation.Arguments.FirstOrDefault()?.Value
                : null);
        return Member(receiver, CollectionTypes.IsMutable);
    }

    private static ISymbol? AssignedBy(IOperation target) => target switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => Member(indexer.Instance, CollectionTypes.IsMutable),
        IArrayElementReferenceOperation element => Member(element.ArrayReference, CollectionTypes.IsCollection),
        _ => Member(target, CollectionTypes.IsCollection),
    };

    private static ISymbol? Member(IOperation? operation, Func<ITypeSymbol?, bool> isOfInterest)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        ISymbol? member = operation switch
        {
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation { Property.IsIndexer: false } property => property.Property,
            _ => null,
        };
        return isOfInterest(TypeOf(member)) ? member!.OriginalDefinition : null;
    }
}
