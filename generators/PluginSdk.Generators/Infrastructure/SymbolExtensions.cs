using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Questions that parsers ask of symbols.</summary>
internal static class SymbolExtensions
{
    /// <summary>Whether the type is the one, or constructed from the one, that <paramref name="metadataName"/> names.</summary>
    public static bool Is(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol named)
            return false;
        var simple = metadataName.Substring(metadataName.LastIndexOf('.') + 1);
        return named.MetadataName == simple && TypeNames.Metadata(named) == metadataName;
    }

    /// <summary>Whether the type is, inherits or implements the one that <paramref name="metadataName"/> names.</summary>
    public static bool IsOrInherits(this ITypeSymbol? type, string metadataName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is(metadataName))
                return true;
        }

        return type is not null && type.AllInterfaces.Any(implemented => implemented.Is(metadataName));
    }

    /// <summary>Whether the namespace has this full name; nothing is put together to find out.</summary>
    public static bool IsNamed(this INamespaceSymbol? space, string fullName)
    {
        var end = fullName.Length;
        for (var current = space; ; current = current.ContainingNamespace)
        {
            if (current is null || current.IsGlobalNamespace)
                return end <= 0;
            var start = end - current.Name.Length;
            if (start < 0 || string.CompareOrdinal(fullName, start, current.Name, 0, current.Name.Length) != 0)
                return false;
            if (start > 0 && fullName[start - 1] != '.')
                return false;
            end = start - 1;
        }
    }

    public static AttributeData? Attribute(this ISymbol symbol, string metadataName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(metadataName));

    public static bool IsCancellationToken(this ITypeSymbol type) => type.Is("System.Threading.CancellationToken");

    /// <summary>Whether generated code of the same assembly, outside of the type, can name it.</summary>
    public static bool IsVisibleInAssembly(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal
                || current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the type, or one around it, has type parameters.</summary>
    public static bool IsGenericAnywhere(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.Arity > 0)
                return true;
        }

        return false;
    }

    /// <summary><c>Acme.ReportService.LoadAsync</c>: a member as descriptors and messages name it.</summary>
    public static string PlainName(this ISymbol member) => $"{TypeNames.Plain(member.ContainingType)}.{member.Name}";

    /// <summary>Where to point when a member is wrong: its identifier.</summary>
    public static Location? Place(this ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    public static TypeDeclarationSyntax[] Declarations(this INamedTypeSymbol type, CancellationToken cancellationToken) =>
        [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>()];
}
