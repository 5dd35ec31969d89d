using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>
/// The members of a type that carry an attribute, in an order that does not depend on the order of files. The member
/// that comes first stands for its type in the pipeline, so that a type is generated once without collecting all.
/// </summary>
internal static class AnnotatedMembers
{
    /// <summary>The annotated members; an attribute where it must not stand is the compiler's business.</summary>
    public static IReadOnlyList<(ISymbol Member, AttributeData Attribute)> Of(INamedTypeSymbol type, string attribute)
    {
        var found = new List<(ISymbol Member, AttributeData Attribute)>();
        foreach (var member in type.GetMembers())
        {
            if (CanCarry(member, attribute) && member.Attribute(attribute) is { } data)
                found.Add((member, data));
        }

        if (found.Count > 1)
            found.Sort(static (left, right) => Order(left.Member, right.Member));
        return found;
    }

    /// <summary>Whether <paramref name="member"/> is the one that stands for its type.</summary>
    public static bool StandsForItsType(ISymbol member, string attribute) =>
        member.ContainingType is { } type
        && Of(type, attribute) is [var first, ..]
        && SymbolEqualityComparer.Default.Equals(first.Member, member);

    private static bool CanCarry(ISymbol member, string attribute) => attribute switch
    {
        KnownNames.CacheAttribute => member is IPropertySymbol,
        KnownNames.LockAttribute => member is IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary },
        _ => member is IMethodSymbol { MethodKind: MethodKind.Ordinary },
    };

    private static int Order(ISymbol left, ISymbol right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        return byName != 0 ? byName : string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString());
    }
}
