using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Caching;

/// <summary>Finds the author's method that names the tags of a value.</summary>
internal static class TagsParser
{
    /// <summary>The lambda that calls the method called <paramref name="name"/>, or null with a problem.</summary>
    public static string? Parse(IPropertySymbol property, string name, ITypeSymbol key, ITypeSymbol value, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        foreach (var method in property.ContainingType.GetMembers(name).OfType<IMethodSymbol>())
        {
            if (IsRight(method, key, value))
                return $"{(method.IsStatic ? "static " : "")}(key, value) => {TypeNames.Escaped(name)}(key, value)";
        }

        problems.Add(CacheRules.TagsShape, attribute.ArgumentPlace("Tags", cancellationToken), name, property.Name, Short(key), Short(value));
        return null;
    }

    private static bool IsRight(IMethodSymbol method, ITypeSymbol key, ITypeSymbol value) =>
        method is { MethodKind: MethodKind.Ordinary, Arity: 0, Parameters.Length: 2 }
        && method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
        && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, key)
        && SymbolEqualityComparer.Default.Equals(method.Parameters[1].Type, value)
        && IsSequenceOfText(method.ReturnType);

    private static bool IsSequenceOfText(ITypeSymbol type) =>
        IsEnumerableOfText(type) || (type.SpecialType != SpecialType.System_String && type.AllInterfaces.Any(IsEnumerableOfText));

    private static bool IsEnumerableOfText(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } sequence
        && sequence.TypeArguments[0].SpecialType == SpecialType.System_String;

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
