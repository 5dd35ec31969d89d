using System.Text;
using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// The name of a type's generated codec: <c>Acme.Report</c> has <c>Acme.Generated.ReportCodec</c>, a nested type
/// <c>Outer_InnerCodec</c>, a closed generic <c>Page_of_ReportCodec</c>. Where that could mean two types, a hash of the
/// full name is added, in which nullable arguments are others than those that are not.
/// </summary>
internal static class CodecName
{
    public static string Namespace(INamedTypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? TypeNames.Qualified(space) + ".Generated"
            : "Generated";

    public static string Simple(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        var ambiguous = false;
        Append(name, type, type.ContainingNamespace, ref ambiguous);
        if (ambiguous)
            name.Append('_').Append(StableHash.Of(TypeNames.Global(type)));
        return name.Append("Codec").ToString();
    }

    /// <summary>The codec's class as other code writes it.</summary>
    public static string Full(INamedTypeSymbol type) => $"global::{Namespace(type)}.{Simple(type)}";

    private static void Append(StringBuilder name, ITypeSymbol type, INamespaceSymbol? home, ref bool ambiguous)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                name.Append("array_of_");
                ambiguous |= array.Rank > 1;
                Append(name, array.ElementType, home, ref ambiguous);
                break;
            case INamedTypeSymbol named:
                AppendNamed(name, named, home, ref ambiguous);
                break;
            default:
                ambiguous = true;
                name.Append(type.Name);
                break;
        }
    }

    private static void AppendNamed(StringBuilder name, INamedTypeSymbol type, INamespaceSymbol? home, ref bool ambiguous)
    {
        if (type.ContainingType is { } outer)
        {
            AppendNamed(name, outer, home, ref ambiguous);
            name.Append('_');
        }

        name.Append(type.Name);
        ambiguous |= type.Name.IndexOf('_') >= 0
            || type.Name is "of" or "and" or "array"
            || type.IsTupleType
            || (type.SpecialType == SpecialType.None
                && !SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, home));
        for (var index = 0; index < type.TypeArguments.Length; index++)
        {
            // A nullable reference is another type to its codec; where lists of arguments nest, the words do not tell them apart.
            var argument = type.TypeArguments[index];
            ambiguous |= argument is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated }
                || (argument is INamedTypeSymbol { Arity: > 0 } inner && type.Arity + inner.Arity > 2);
            name.Append(index == 0 ? "_of_" : "_and_");
            Append(name, argument, home, ref ambiguous);
        }
    }
}
