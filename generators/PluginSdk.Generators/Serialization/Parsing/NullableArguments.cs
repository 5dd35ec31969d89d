using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// One spelling of a closed generic type: <c>Page&lt;string&gt;</c> and <c>Page&lt;string?&gt;</c> are two types to their
/// codecs, and code without nullable annotations promises nothing, so that its arguments may be null.
/// </summary>
internal static class NullableArguments
{
    /// <summary>The type itself not nullable, and each argument that is a reference either nullable or not.</summary>
    public static INamedTypeSymbol Spelled(INamedTypeSymbol type)
    {
        var notNull = (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        return HasOblivious(notNull) ? Rebuild(notNull) : notNull;
    }

    private static bool HasOblivious(INamedTypeSymbol type)
        => type.TypeArguments.Any(argument => IsOblivious(argument) || (argument is INamedTypeSymbol named && HasOblivious(named)))
            || (type.ContainingType is { } outer && HasOblivious(outer));

    private static bool IsOblivious(ITypeSymbol type) => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };

    private static INamedTypeSymbol Rebuild(INamedTypeSymbol type)
    {
        var definition = type.ContainingType is { Arity: > 0 } outer
            ? Rebuild(outer).GetTypeMembers(type.Name, type.Arity)[0]
            : type.OriginalDefinition;
        if (type.Arity == 0)
            return definition;
        var arguments = type.TypeArguments.Select(Argument).ToList();
        return definition.Construct(
            [.. arguments],
            [.. arguments.Select(argument => argument.NullableAnnotation)]);
    }

    private static ITypeSymbol Argument(ITypeSymbol type)
    {
        var annotation = IsOblivious(type) ? NullableAnnotation.Annotated : type.NullableAnnotation;
        var spelled = type is INamedTypeSymbol { Arity: > 0, IsTupleType: false } named && HasOblivious(named) ? Rebuild(named) : type;
        return spelled.WithNullableAnnotation(annotation);
    }
}
