using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// A place in the author's code that puts types on the wire. Only names: the transform that makes it runs again for every
/// edit anywhere, so it looks at nothing else.
/// </summary>
/// <param name="Type">The metadata name of the annotated type, or of the one that declares the annotated member.</param>
/// <param name="Member">The annotated member, or null.</param>
internal sealed record SerializationRoot(string Type, string? Member)
{
    public static SerializationRoot Of(ISymbol symbol) => symbol is INamedTypeSymbol type
        ? new SerializationRoot(TypeNames.Metadata(type), null)
        : new SerializationRoot(TypeNames.Metadata(symbol.ContainingType), symbol.Name);

    /// <summary>The symbol that the names mean in <paramref name="assembly"/>.</summary>
    public IEnumerable<ISymbol> Resolve(IAssemblySymbol assembly)
    {
        if (assembly.GetTypeByMetadataName(Type) is not { } type)
            return [];
        return Member is null ? [type] : type.GetMembers(Member);
    }

    /// <summary>The types that <paramref name="symbol"/> puts on the wire.</summary>
    public static IEnumerable<ITypeSymbol> TypesOf(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => [type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)],
        IPropertySymbol { Type: INamedTypeSymbol { Name: "IClusterCache" or "IClusterReference" } cache } => cache.TypeArguments,
        _ => [],
    };
}
