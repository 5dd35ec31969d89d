using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Names of symbols as generated code writes them.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat s_global = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.ExpandValueTuple
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_signature = s_global
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat s_globalOblivious = s_global
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_plain = s_global
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary><c>global::Acme.Report?</c>, keywords for special types, nullable annotations kept.</summary>
    public static string Global(ITypeSymbol type) => type.ToDisplayString(s_global);

    /// <summary>As <see cref="Global"/>, with tuples as they were written: the parts of a partial member must agree on their names.</summary>
    public static string Signature(ITypeSymbol type) => type.ToDisplayString(s_signature);

    /// <summary>As <see cref="Global"/>, without the annotation of a nullable reference anywhere in the type.</summary>
    public static string GlobalOblivious(ITypeSymbol type) => type.ToDisplayString(s_globalOblivious);

    /// <summary><c>Acme.Report</c>, for messages and documentation.</summary>
    public static string Plain(ITypeSymbol type) => type.ToDisplayString(s_plain);

    /// <summary>The namespace as a declaration writes it, keywords escaped.</summary>
    public static string Qualified(INamespaceSymbol space) => space.ToDisplayString(s_plain);

    /// <summary>The name, with an <c>@</c> where it is a keyword.</summary>
    public static string Escaped(string name)
        => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
            && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None
            ? name
            : "@" + name;

    /// <summary>The name that <see cref="Compilation.GetTypeByMetadataName(string)"/> finds again: <c>Acme.Outer+Inner`1</c>.</summary>
    public static string Metadata(INamedTypeSymbol type)
    {
        var name = new StringBuilder();
        AppendMetadata(name, type.OriginalDefinition);
        return name.ToString();
    }

    private static void AppendMetadata(StringBuilder name, INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            AppendMetadata(name, outer);
            name.Append('+');
        }
        else if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
        {
            AppendNamespace(name, space);
            name.Append('.');
        }

        name.Append(type.MetadataName);
    }

    private static void AppendNamespace(StringBuilder name, INamespaceSymbol space)
    {
        if (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            AppendNamespace(name, outer);
            name.Append('.');
        }

        name.Append(space.Name);
    }
}
