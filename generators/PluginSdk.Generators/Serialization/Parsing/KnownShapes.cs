using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>The types of the base class library that have a codec: their names, and the namespaces of those.</summary>
internal static class KnownShapes
{
    private static readonly Dictionary<string, string> s_scalars = new(StringComparer.Ordinal)
    {
        ["Guid"] = "System",
        ["DateTimeOffset"] = "System",
        ["DateOnly"] = "System",
        ["TimeOnly"] = "System",
        ["TimeSpan"] = "System",
        ["Uri"] = "System",
        ["Version"] = "System",
        ["Half"] = "System",
        ["Int128"] = "System",
        ["UInt128"] = "System",
        ["BigInteger"] = "System.Numerics",
        ["Rune"] = "System.Text",
    };

    // By metadata name; the method of WireCodecs has the type's name.
    private static readonly Dictionary<string, string> s_generics = new(StringComparer.Ordinal)
    {
        ["List`1"] = "System.Collections.Generic",
        ["IList`1"] = "System.Collections.Generic",
        ["ICollection`1"] = "System.Collections.Generic",
        ["IEnumerable`1"] = "System.Collections.Generic",
        ["IReadOnlyList`1"] = "System.Collections.Generic",
        ["IReadOnlyCollection`1"] = "System.Collections.Generic",
        ["HashSet`1"] = "System.Collections.Generic",
        ["SortedSet`1"] = "System.Collections.Generic",
        ["ISet`1"] = "System.Collections.Generic",
        ["IReadOnlySet`1"] = "System.Collections.Generic",
        ["Queue`1"] = "System.Collections.Generic",
        ["LinkedList`1"] = "System.Collections.Generic",
        ["Stack`1"] = "System.Collections.Generic",
        ["Dictionary`2"] = "System.Collections.Generic",
        ["SortedDictionary`2"] = "System.Collections.Generic",
        ["SortedList`2"] = "System.Collections.Generic",
        ["IDictionary`2"] = "System.Collections.Generic",
        ["IReadOnlyDictionary`2"] = "System.Collections.Generic",
        ["KeyValuePair`2"] = "System.Collections.Generic",
        ["ConcurrentDictionary`2"] = "System.Collections.Concurrent",
        ["ConcurrentQueue`1"] = "System.Collections.Concurrent",
        ["ConcurrentStack`1"] = "System.Collections.Concurrent",
        ["ConcurrentBag`1"] = "System.Collections.Concurrent",
        ["ImmutableArray`1"] = "System.Collections.Immutable",
        ["ImmutableList`1"] = "System.Collections.Immutable",
        ["IImmutableList`1"] = "System.Collections.Immutable",
        ["ImmutableQueue`1"] = "System.Collections.Immutable",
        ["IImmutableQueue`1"] = "System.Collections.Immutable",
        ["ImmutableStack`1"] = "System.Collections.Immutable",
        ["IImmutableStack`1"] = "System.Collections.Immutable",
        ["ImmutableHashSet`1"] = "System.Collections.Immutable",
        ["IImmutableSet`1"] = "System.Collections.Immutable",
        ["ImmutableSortedSet`1"] = "System.Collections.Immutable",
        ["ImmutableDictionary`2"] = "System.Collections.Immutable",
        ["IImmutableDictionary`2"] = "System.Collections.Immutable",
        ["ImmutableSortedDictionary`2"] = "System.Collections.Immutable",
        ["FrozenSet`1"] = "System.Collections.Frozen",
        ["FrozenDictionary`2"] = "System.Collections.Frozen",
        ["ReadOnlyCollection`1"] = "System.Collections.ObjectModel",
        ["ReadOnlyDictionary`2"] = "System.Collections.ObjectModel",
        ["ObservableCollection`1"] = "System.Collections.ObjectModel",
        ["Collection`1"] = "System.Collections.ObjectModel",
        ["Memory`1"] = "System",
        ["ReadOnlyMemory`1"] = "System",
        ["ArraySegment`1"] = "System",
        ["ReadOnlySequence`1"] = "System.Buffers",
        ["Tuple`1"] = "System",
        ["Tuple`2"] = "System",
        ["Tuple`3"] = "System",
        ["Tuple`4"] = "System",
        ["Tuple`5"] = "System",
        ["Tuple`6"] = "System",
        ["Tuple`7"] = "System",
        ["Tuple`8"] = "System",
        ["ValueTuple`1"] = "System",
        ["ValueTuple`2"] = "System",
        ["ValueTuple`3"] = "System",
        ["ValueTuple`4"] = "System",
        ["ValueTuple`5"] = "System",
        ["ValueTuple`6"] = "System",
        ["ValueTuple`7"] = "System",
        ["ValueTuple`8"] = "System",
    };

    /// <summary>The writer's method for a type that is one MessagePack value, or null.</summary>
    public static string? Scalar(ITypeSymbol type) => Scalar(type.SpecialType)
        ?? (type is INamedTypeSymbol { Arity: 0, ContainingType: null } named && IsIn(s_scalars, named) ? named.Name : null);

    public static string? Scalar(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Char => "Char",
        SpecialType.System_SByte => "SByte",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_UInt64 => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_String => "String",
        SpecialType.System_DateTime => "DateTime",
        _ => null,
    };

    /// <summary>The method of <c>WireCodecs</c> for a generic type, or null.</summary>
    public static string? Generic(INamedTypeSymbol type)
    {
        if (type.Arity == 0 || type.ContainingType is not null || !IsIn(s_generics, type))
            return null;
        if (type.TypeArguments[0].SpecialType == SpecialType.System_Byte && type.Name is "Memory" or "ReadOnlyMemory" or "ArraySegment" or "ReadOnlySequence")
            return type.Name + "OfBytes";
        return type.Name == "ReadOnlySequence" ? null : type.Name;
    }

    private static bool IsIn(Dictionary<string, string> known, INamedTypeSymbol type)
        => known.TryGetValue(type.MetadataName, out var space) && type.ContainingNamespace.IsNamed(space);
}
