using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>A member on the wire, before it is known which constructor fills it.</summary>
internal sealed record WireMember(ISymbol Symbol, ITypeSymbol Type, int? Key, string WireName, bool IsExplicit, IAssemblySymbol Assembly)
{
    public string Name => Symbol.Name;

    /// <summary>Whether <c>value.Name</c> compiles outside the type.</summary>
    public bool IsReadable => Symbol is IFieldSymbol
        ? IsAccessible(Symbol)
        : IsAccessible(Symbol) && Symbol is IPropertySymbol { GetMethod: { } get } && IsAccessible(get);

    /// <summary>Whether <c>value.Name = x</c> compiles after construction.</summary>
    public bool IsAssignable => Symbol switch
    {
        IFieldSymbol { IsReadOnly: false } => IsAccessible(Symbol),
        IPropertySymbol { SetMethod: { IsInitOnly: false } set } => IsAccessible(Symbol) && IsAccessible(set),
        _ => false,
    };

    /// <summary>Whether there is a setter or a field at all.</summary>
    public bool HasSetter => Symbol is IFieldSymbol or IPropertySymbol { SetMethod: not null };

    /// <summary>Whether it is a field, or a property with one behind it, or is said to be on the wire.</summary>
    public bool IsStored => Symbol is IFieldSymbol
        || IsExplicit
        || Symbol.ContainingType.GetMembers().Any(other => other is IFieldSymbol { AssociatedSymbol: { } property }
            && SymbolEqualityComparer.Default.Equals(property, Symbol));

    public bool IsRequired => Symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    private bool IsAccessible(ISymbol symbol) => SerializableTypes.IsMemberAccessible(symbol, Assembly);
}

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
            if (Parse(symbol, optIn, assembly) is not { } member)
                continue;

            // An override or a member of the same name takes the place of the one that it hides.
            var hidden = members.FindIndex(other => other.Name == member.Name);
            if (hidden >= 0)
                members[hidden] = member;
            else
                members.Add(member);
        }

        return members;
    }

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
            IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null } property => property.Type,
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
        return new WireMember(symbol, type, position, name ?? symbol.Name, key is not null || dataMember is not null, assembly);
    }

    private static (int? Position, string? Name) KeyOf(AttributeData? key, AttributeData? dataMember)
    {
        if (key is { ConstructorArguments: [{ Value: var value }] })
            return (value as int?, value as string);
        if (dataMember is null)
            return (null, null);
        int? order = null;
        string? name = null;
        foreach (var argument in dataMember.NamedArguments)
        {
            if (argument.Key == "Order")
                order = argument.Value.Value as int?;
            else if (argument.Key == "Name")
                name = argument.Value.Value as string;
        }

        return (order, name);
    }
}
