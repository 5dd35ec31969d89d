using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Caching;

/// <summary>Decides from the graph of a type whether one who reads a value can change what others read.</summary>
internal static class Mutability
{
    private static readonly HashSet<string> s_immutable = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan", "System.Uri", "System.Version",
        "System.Half", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Text.Rune", "System.ReadOnlyMemory`1",
    };

    /// <summary>Collections that cannot be changed through the type that the value has; their elements still count.</summary>
    private static readonly HashSet<string> s_readOnlyNamespaces = new(StringComparer.Ordinal)
    {
        "System.Collections.Immutable", "System.Collections.Frozen",
    };

    private static readonly HashSet<string> s_readOnly = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.IEnumerable`1", "System.Collections.Generic.IReadOnlyCollection`1", "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.IReadOnlySet`1", "System.Collections.Generic.IReadOnlyDictionary`2", "System.Collections.Generic.KeyValuePair`2",
        "System.Collections.ObjectModel.ReadOnlyCollection`1", "System.Collections.ObjectModel.ReadOnlyDictionary`2",
    };

    /// <summary>What makes values of the type changeable, as a clause for messages; null where nothing does.</summary>
    public static string? ReasonOf(ITypeSymbol type) =>
        Find(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    private static string? Find(ITypeSymbol type, HashSet<ITypeSymbol> visited)
    {
        if (type.SpecialType is SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_Decimal
            || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double
            || type.TypeKind == TypeKind.Enum
            || !visited.Add(type))
        {
            return null;
        }

        if (type is not INamedTypeSymbol named)
            return $"'{Short(type)}' can be changed";
        if (s_immutable.Contains(TypeNames.Metadata(named)))
            return null;
        if (IsReadOnly(named) || named.IsTupleType || named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return named.TypeArguments.Select(argument => Find(argument, visited)).FirstOrDefault(reason => reason is not null);
        // Of a type in another assembly only the surface is known.
        return named.Locations.Any(location => location.IsInSource) && named.TypeKind is TypeKind.Class or TypeKind.Struct
            ? FindInMembers(named, visited)
            : $"'{Short(type)}' can be changed";
    }

    private static bool IsReadOnly(INamedTypeSymbol type) =>
        s_readOnly.Contains(TypeNames.Metadata(type)) || s_readOnlyNamespaces.Contains(type.ContainingNamespace.ToDisplayString());

    private static string? FindInMembers(INamedTypeSymbol type, HashSet<ITypeSymbol> visited)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            foreach (var field in current.GetMembers().OfType<IFieldSymbol>().Where(field => field is { IsStatic: false, IsConst: false }))
            {
                var name = $"{type.Name}.{field.AssociatedSymbol?.Name ?? field.Name}";
                // A struct is copied with each read, so that only what it refers to counts.
                if (!type.IsValueType && !field.IsReadOnly && !IsSetOnceOnly(field))
                    return $"'{name}' can be set";
                if (Find(field.Type, visited) is { } reason)
                    return field.Type is INamedTypeSymbol && reason.StartsWith($"'{Short(field.Type)}' ", StringComparison.Ordinal) ? $"'{name}' is a '{Short(field.Type)}', which can be changed" : reason;
            }
        }

        return null;
    }

    private static bool IsSetOnceOnly(IFieldSymbol field) =>
        field.AssociatedSymbol is IPropertySymbol property && (property.SetMethod is null || property.SetMethod.IsInitOnly);

    private static string Short(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
