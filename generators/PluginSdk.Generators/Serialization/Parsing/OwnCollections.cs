using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>
/// Types of the author's that are collections: what they hold is their elements, unless they say that it is their members.
/// </summary>
internal static class OwnCollections
{
    /// <summary>Whether the type's elements are what is sent.</summary>
    public static bool Contains(INamedTypeSymbol type)
        => type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            && !SaysItsMembersAreSent(type);

    /// <summary>The type of the elements, or those of key and value; none where the collection cannot be filled.</summary>
    public static ImmutableArray<ITypeSymbol> ElementsOf(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var canBeMade = type.TypeKind == TypeKind.Struct || type.InstanceConstructors.Any(constructor =>
            constructor.Parameters.IsEmpty && SerializableTypes.IsMemberAccessible(constructor, assembly));
        if (!canBeMade)
            return [];
        return Only(type, "System.Collections.Generic.IDictionary`2")
            ?? Only(type, "System.Collections.Generic.ICollection`1")
            ?? [];
    }

    private static ImmutableArray<ITypeSymbol>? Only(INamedTypeSymbol type, string collection)
        => type.AllInterfaces.Where(implemented => implemented.Is(collection)).ToList() is [var only] ? only.TypeArguments : null;

    private static bool SaysItsMembersAreSent(INamedTypeSymbol type)
        => WireAttributes.Find(type, "MessagePackObjectAttribute", "MessagePack") is not null
            || WireAttributes.Find(type, "DataContractAttribute", "System.Runtime.Serialization") is not null
            || type.GetMembers().Any(member => WireAttributes.Find(member, "KeyAttribute", "MessagePack") is not null);
}
