using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>
/// Names of generated files. They are metadata names (<c>Acme.Outer+Foo`1.Lock.g.cs</c>), which two types of an
/// assembly never share: <c>Foo&lt;T&gt;</c> and <c>Foo_T</c>, or <c>A.B</c> and a <c>B</c> nested in <c>A</c>, stay apart.
/// The compiler compares them without regard to case, so that a type whose name differs from another's in nothing else
/// gets a hash as well.
/// </summary>
internal static class HintName
{
    /// <summary>The file for what <paramref name="feature"/> (such as <c>Cache</c>) generates for the type.</summary>
    public static string For(INamedTypeSymbol type, string feature)
    {
        var name = TypeNames.Metadata(type);
        return HasTwin(type.OriginalDefinition)
            ? $"{name}.{feature}.{StableHash.Of(name)}.g.cs"
            : $"{name}.{feature}.g.cs";
    }

    /// <summary>Whether the type, or anything around it, has a sibling whose name differs by case only.</summary>
    private static bool HasTwin(ISymbol symbol)
    {
        for (var current = symbol; current.ContainingSymbol is INamespaceOrTypeSymbol container; current = container)
        {
            foreach (var sibling in container.GetMembers())
            {
                if (sibling.Name.Length == current.Name.Length
                    && sibling is INamespaceOrTypeSymbol
                    && string.Equals(sibling.Name, current.Name, StringComparison.OrdinalIgnoreCase)
                    && sibling.Name != current.Name)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
