using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Locking;

/// <summary>The constraints of a generic method, which both parts of a partial method repeat.</summary>
internal static class TypeParameterConstraints
{
    /// <summary>One <c>where T : …</c> for each constrained type parameter.</summary>
    public static IEnumerable<string> Of(IMethodSymbol method) => method.TypeParameters
        .Select(parameter => (parameter.Name, Constraints: string.Join(", ", Of(parameter))))
        .Where(parameter => parameter.Constraints.Length > 0)
        .Select(parameter => $"where {TypeNames.Escaped(parameter.Name)} : {parameter.Constraints}");

    private static IEnumerable<string> Of(ITypeParameterSymbol parameter)
    {
        if (parameter.HasReferenceTypeConstraint)
            yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        if (parameter.HasUnmanagedTypeConstraint)
            yield return "unmanaged";
        else if (parameter.HasValueTypeConstraint)
            yield return "struct";
        if (parameter.HasNotNullConstraint)
            yield return "notnull";
        foreach (var type in parameter.ConstraintTypes)
            yield return TypeNames.Signature(type);
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
            yield return "new()";
    }
}
