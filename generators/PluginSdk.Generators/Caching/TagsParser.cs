using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Caching;

/// <summary>Finds the author's method that names the tags of a value, and says how to call it.</summary>
internal static class TagsParser
{
    /// <summary>The lambda that calls the method called <paramref name="name"/>, or null with a problem.</summary>
    public static string? Parse(IPropertySymbol property, string name, ITypeSymbol key, ITypeSymbol value, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var candidates = property.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary)
            .OrderBy(method => method.ToDisplayString(), StringComparer.Ordinal)
            .ToList();
        var reason = "there is no such method";
        foreach (var method in candidates)
        {
            if (Bind(method, key, value, out var arguments) is { } mismatch)
                reason = mismatch;
            else
                return $"{(method.IsStatic ? "static " : "")}(key, value) => {TypeNames.Escaped(name)}({string.Join(", ", arguments)})";
        }

        var place = candidates.Count > 0 ? candidates[0].Place() : attribute.ArgumentPlace("Tags", cancellationToken);
        problems.Add(CacheRules.Tags, place, name, property.Name, reason, Short(key), Short(value));
        return null;
    }

    /// <summary>What is wrong with the method, or null with what it takes: the key, the value, or both.</summary>
    private static string? Bind(IMethodSymbol method, ITypeSymbol key, ITypeSymbol value, out List<string> arguments)
    {
        arguments = [];
        if (method.Arity > 0)
            return "it has type parameters";
        if (!ReturnsTexts(method.ReturnType))
            return $"it returns {Short(method.ReturnType)}";
        foreach (var parameter in method.Parameters)
        {
            var argument = parameter.RefKind != RefKind.None ? null
                : !arguments.Contains("key") && SymbolEqualityComparer.Default.Equals(parameter.Type, key) ? "key"
                : !arguments.Contains("value") && SymbolEqualityComparer.Default.Equals(parameter.Type, value) ? "value"
                : null;
            if (argument is null)
                return $"its parameter '{parameter.Name}' is neither the key nor the value";
            arguments.Add(argument);
        }

        return null;
    }

    private static bool ReturnsTexts(ITypeSymbol type) => IsTexts(type) || type.AllInterfaces.Any(IsTexts);

    private static bool IsTexts(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T, TypeArguments: [{ SpecialType: SpecialType.System_String }] };

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
