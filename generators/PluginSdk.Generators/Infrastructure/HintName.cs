using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>
/// Names of generated files. They are metadata names (<c>Acme.Outer+Foo`1.Lock.g.cs</c>), which two types of an
/// assembly never share: <c>Foo&lt;T&gt;</c> and <c>Foo_T</c>, or <c>A.B</c> and a <c>B</c> nested in <c>A</c>, stay apart.
/// </summary>
internal static class HintName
{
    /// <summary>The file for what <paramref name="feature"/> (such as <c>Cache</c>) generates for the type.</summary>
    public static string For(INamedTypeSymbol type, string feature) => For(TypeNames.Metadata(type), feature);

    public static string For(string metadataName, string feature) => $"{metadataName}.{feature}.g.cs";
}
