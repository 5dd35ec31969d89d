using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Finds the members of a type that are on the wire.</summary>
internal static class MemberParser
{
    /// <summary>The members, those of base types first, as they are declared.</summary>
    /// <param name="type">The type.</param>
    /// <param name="assembly">The assembly that the codec is generated into.</param>
    public static List<WireMember> Parse(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var members = new List<WireMember>();
        var optIn = WireAttributes.Find(type, "DataContractAttribute", "System.Runtime.Serialization") is not null
            && WireAttributes.Find(type, "MessagePackObjectAttribute", "MessagePack") is null;
        foreach (var symbol in Declared(type))
        {
            var member = Parse(symbol, optIn, assembly);

            // An override or a member of the same name takes the place of the one that it hides, also if it is ignored.
            var hidden = member is not null || Hides(symbol, assembly) ? members.FindIndex(other => other.Name == symbol.Name) : -1;
            if (hidden >= 0)
                members.RemoveAt(hidden);
            if (member is not null)
                members.Insert(hidden >= 0 ? hidden : members.Count, member);
        }

        return members;
    }

    private static bool Hides(ISymbol symbol, IAssemblySymbol assembly)
        => symbol is IPropertySymbol or IFieldSymbol && (symbol.IsOverride || SerializableTypes.IsMemberAccessible(symbol, assembly));

    private static IEnumerable<ISymbol> Declared(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            chain.Push(current);
        foreach (var current in chain)
        {
            // The parts of a partial type come in the order of the files; that of their paths is the same on every machine.
            IEnumerable<ISymbol> symbols = current.GetMembers();
            if (current.DeclaringSyntaxReferences.Length > 1)
            {
                symbols = symbols
                    .OrderBy(symbol => symbol.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
                    .ThenBy(symbol => symbol.Locations[0].SourceSpan.Start);
            }

            foreach (var symbol in symbols)
                yield return symbol;
        }
    }

    private static WireMember? Parse(ISymbol symbol, bool optIn, IAssemblySymbol assembly)
    {
        var type = symbol switch
        {
            IPropertySymbol { IsStatic: false, IsIndexer: false } property when HasGetter(property) => property.Type,
            IFieldSymbol { IsStatic: false, IsConst: false } field => field.Type,
            _ => null,
        };
        if (type is null || symbol.IsImplicitlyDeclared && symbol.Name is "EqualityContract" || symbol is IFieldSymbol { AssociatedSymbol: not null })
            return null;
        if (symbol is IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false })
            return null;
        if (WireAttributes.Find(symbol, "IgnoreMemberAttribute", "MessagePack") is not null
            || WireAttributes.Find(symbol, "IgnoreDataMemberAttribute", "System.Runtime.Serialization") is not null
            || WireAttributes.Find(symbol, "NonSerializedAttribute", "System") is not null)
        {
            return null;
        }

        var key = WireAttributes.Find(symbol, "KeyAttribute", "MessagePack");
        var dataMember = WireAttributes.Find(symbol, "DataMemberAttribute", "System.Runtime.Serialization");
        if (key is null && dataMember is null && (optIn || symbol.DeclaredAccessibility != Accessibility.Public))
            return null;
        var (position, name) = KeyOf(key, dataMember);
        return new WireMember(
            symbol,
            type,
            position,
            name ?? symbol.Name,
            key is not null || dataMember is not null,
            dataMember?.Named("IsRequired") is { Value: true },
            assembly);
    }

    private static bool HasGetter(IPropertySymbol property) => WireMember.AccessorOf(property, static candidate => candidate.GetMethod) is not null;

    private static (int? Position, string? Name) KeyOf(AttributeData? key, AttributeData? dataMember)
    {
        if (key is { ConstructorArguments: [{ Value: var value }] })
            return (value as int?, value as string);
        return (dataMember?.Named("Order")?.Value as int?, dataMember?.Text("Name"));
    }
}
