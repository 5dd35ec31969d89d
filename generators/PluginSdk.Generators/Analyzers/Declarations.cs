using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Analyzers;

/// <summary>Finds the members of a type that carry an attribute of the contract.</summary>
internal static class Declarations
{
    private static readonly HashSet<string> s_attributes = new(StringComparer.Ordinal)
    {
        KnownNames.CacheAttribute, KnownNames.LockAttribute, KnownNames.ClusterJobAttribute, KnownNames.NodeJobAttribute, KnownNames.EventHandlerAttribute,
    };

    /// <summary>Whether the type declares a cache, a lock, a job or a handler: it is then one instance for each node.</summary>
    public static bool HasAny(INamedTypeSymbol type) => Of(type).Any();

    /// <summary>The annotated members, each with its attribute and the attribute's name.</summary>
    public static IEnumerable<(ISymbol Member, AttributeData Attribute, string Name)> Of(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute.AttributeClass is { ContainingNamespace: { Name: "PluginSdk", ContainingNamespace.IsGlobalNamespace: true } } attributeClass
                    && TypeNames.Metadata(attributeClass) is var name
                    && s_attributes.Contains(name))
                {
                    yield return (member, attribute, name);
                }
            }
        }
    }
}
