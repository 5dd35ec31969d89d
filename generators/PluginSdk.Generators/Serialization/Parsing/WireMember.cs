using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>A member on the wire, before it is known which constructor fills it.</summary>
internal sealed record WireMember(
    ISymbol Symbol, ITypeSymbol Type, int? Key, string WireName, bool IsExplicit, bool IsRequiredOnWire, IAssemblySymbol Assembly)
{
    public string Name => Symbol.Name;

    /// <summary>The field, or the accessor that reads the property: an override may leave it to what it overrides.</summary>
    public ISymbol? Getter => Symbol is IFieldSymbol ? Symbol : AccessorOf(Symbol, static property => property.GetMethod);

    /// <summary>The field, or the accessor that sets the property.</summary>
    public ISymbol? Setter => Symbol is IFieldSymbol ? Symbol : AccessorOf(Symbol, static property => property.SetMethod);

    /// <summary>Whether <c>value.Name</c> compiles outside the type.</summary>
    public bool IsReadable => IsAccessible(Symbol) && Getter is { } getter && IsAccessible(getter);

    /// <summary>Whether <c>value.Name = x</c> compiles after construction.</summary>
    public bool IsAssignable => IsAccessible(Symbol)
        && Setter is IFieldSymbol { IsReadOnly: false } or IMethodSymbol { IsInitOnly: false }
        && IsAccessible(Setter);

    /// <summary>Whether there is a setter or a field at all.</summary>
    public bool HasSetter => Setter is not null;

    /// <summary>Whether it is a field, or a property with one behind it, or is said to be on the wire.</summary>
    public bool IsStored => Symbol is IFieldSymbol
        || IsExplicit
        || IsAutomatic(Symbol)
        || Symbol.ContainingType.GetMembers().Any(other => other is IFieldSymbol { AssociatedSymbol: { } property }
            && SymbolEqualityComparer.Default.Equals(property, Symbol));

    public bool IsRequired => Symbol is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    /// <summary>Whether it belongs to another assembly, of which only what is public can be seen.</summary>
    public bool IsForeign => !SymbolEqualityComparer.Default.Equals(Symbol.ContainingAssembly, Assembly);

    public static ISymbol? AccessorOf(ISymbol symbol, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (var property = symbol as IPropertySymbol; property is not null; property = property.OverriddenProperty)
        {
            if (accessor(property) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>The field behind a property of another assembly cannot be seen; who wrote its getter can.</summary>
    private static bool IsAutomatic(ISymbol symbol)
        => symbol is IPropertySymbol { GetMethod: { } get }
            && WireAttributes.Find(get, "CompilerGeneratedAttribute", "System.Runtime.CompilerServices") is not null;

    private bool IsAccessible(ISymbol symbol) => SerializableTypes.IsMemberAccessible(symbol, Assembly);
}
