using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Describes the members that generated code reaches only with an <c>UnsafeAccessor</c>.</summary>
internal static class AccessorParser
{
    public static AccessorModel? Parse(WireMember member, Assignment assignment)
    {
        if (assignment != Assignment.Accessor && member.IsReadable)
            return null;

        // The runtime looks in the type that declares the accessor, not in those that derive from it.
        var accessor = assignment == Assignment.Accessor ? member.Setter! : member.Getter!;
        var declared = (accessor as IMethodSymbol)?.AssociatedSymbol ?? accessor;
        var owner = declared.ContainingType;
        return new AccessorModel(
            TypeNames.Global(owner),
            owner.IsValueType,
            member.Name,
            declared is IFieldSymbol,
            !member.IsReadable,
            Generic(declared, owner));
    }

    private static GenericOwner? Generic(ISymbol member, INamedTypeSymbol owner)
    {
        var parameters = new List<ITypeParameterSymbol>();
        var arguments = new List<string>();
        for (INamedTypeSymbol? current = owner; current is not null; current = current.ContainingType)
        {
            parameters.InsertRange(0, current.TypeParameters);
            arguments.InsertRange(0, current.TypeArguments.Select(TypeNames.Global));
        }

        if (parameters.Count == 0)
            return null;
        var definition = member.OriginalDefinition;
        return new GenericOwner(
            string.Join(", ", parameters.Select(parameter => TypeNames.Escaped(parameter.Name))),
            string.Concat(parameters.Select(Constraints)),
            string.Join(", ", arguments),
            TypeNames.Global(owner.OriginalDefinition),
            TypeNames.Global(definition is IFieldSymbol data ? data.Type : ((IPropertySymbol)definition).Type));
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        else if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        else if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(TypeNames.Global));
        if (parameter.HasConstructorConstraint)
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {TypeNames.Escaped(parameter.Name)} : {string.Join(", ", constraints)}";
    }
}
