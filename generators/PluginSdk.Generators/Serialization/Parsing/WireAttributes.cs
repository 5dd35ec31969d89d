using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>The attributes of MessagePack and of data contracts that decide what is on the wire.</summary>
internal static class WireAttributes
{
    public static bool HasUnion(ITypeSymbol type) => type.GetAttributes().Any(IsUnion);

    public static bool IsUnion(AttributeData attribute) => Is(attribute, "UnionAttribute", "MessagePack");

    /// <summary>A type of another assembly that says itself what its wire form is.</summary>
    public static bool IsContract(ITypeSymbol type) => type.GetAttributes().Any(attribute =>
        Is(attribute, "MessagePackObjectAttribute", "MessagePack")
        || IsUnion(attribute)
        || Is(attribute, "DataContractAttribute", "System.Runtime.Serialization")
        || Is(attribute, "ClusterSerializableAttribute", "PluginSdk"));

    /// <summary>Whether members are said to be on the wire that only the type's own assembly can see.</summary>
    public static bool HasPrivateMembers(ITypeSymbol type)
        => Find(type, "MessagePackObjectAttribute", "MessagePack")?.Named("AllowPrivate") is { Value: true };

    /// <summary>The attribute of a symbol; an override has those of what it overrides.</summary>
    public static AttributeData? Find(ISymbol symbol, string name, string space)
    {
        for (var current = symbol; current is not null; current = (current as IPropertySymbol)?.OverriddenProperty)
        {
            if (current.GetAttributes().FirstOrDefault(attribute => Is(attribute, name, space)) is { } found)
                return found;
        }

        return null;
    }

    private static bool Is(AttributeData attribute, string name, string space)
        => attribute.AttributeClass is { } type
            && type.Name == name
            && type.ContainingNamespace.IsNamed(space);
}
