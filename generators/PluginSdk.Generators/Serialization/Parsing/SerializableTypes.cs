using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Which types with members the generator writes a codec for.</summary>
internal static class SerializableTypes
{
    /// <summary>
    /// A type that has a codec already: one of another assembly whose own generator run gave it one, or one of this
    /// assembly whose author wrote it by hand.
    /// </summary>
    public static bool KnowsItsCodec(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        var own = type.AllInterfaces.FirstOrDefault(implemented => implemented.Is(KnownNames.SelfSerializable)
            && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));
        if (own is null)
            return false;
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly))
            return true;

        // An analyzer sees the generated part of the type too.
        return own.GetMembers("Codec").FirstOrDefault() is { } declared
            && type.FindImplementationForInterfaceMember(declared) is { } codec
            && codec.Attribute("System.CodeDom.Compiler.GeneratedCodeAttribute") is null;
    }

    /// <summary>Whether a codec for the type is generated into <paramref name="assembly"/>.</summary>
    public static bool GetsCodec(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
            || type.IsStatic
            || type.IsRefLikeType
            || type.IsAnonymousType
            || type.IsUnboundGenericType
            || type.SpecialType != SpecialType.None
            || HasOpenArgument(type)
            || !IsAccessible(type, assembly))
        {
            return false;
        }

        if (type.IsAbstract && !WireAttributes.HasUnion(type))
            return false;
        return SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly)
            ? Forbidden.ReasonOf(type) is null
            : WireAttributes.IsContract(type) && !WireAttributes.HasPrivateMembers(type);
    }

    /// <summary>Why a type has no shape.</summary>
    public static WireProblem ProblemOf(ITypeSymbol type, IAssemblySymbol assembly)
    {
        if (type is not INamedTypeSymbol named
            || named.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum)
            || named.IsStatic
            || named.IsRefLikeType
            || named.SpecialType != SpecialType.None
            || HasOpenArgument(named)
            || Forbidden.ReasonOf(named) is not null)
        {
            return WireProblem.NotSerializable;
        }

        if (!IsAccessible(named, assembly))
            return WireProblem.Inaccessible;
        var own = SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly);
        if (named.IsAbstract && own)
            return WireProblem.NeedsUnion;
        return own ? WireProblem.NotSerializable : WireProblem.ForeignType;
    }

    private static bool HasOpenArgument(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasOpenArgument(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasOpenArgument)
            || (named.ContainingType is { } outer && HasOpenArgument(outer)),
        _ => false,
    };

    /// <summary>Whether code of <paramref name="assembly"/>, outside of the type, can use its member.</summary>
    public static bool IsMemberAccessible(ISymbol member, IAssemblySymbol assembly) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => IsOpenTo(member.ContainingAssembly, assembly),
        _ => false,
    };

    private static bool IsOpenTo(IAssemblySymbol declaring, IAssemblySymbol assembly)
        => SymbolEqualityComparer.Default.Equals(declaring, assembly) || declaring.GivesAccessTo(assembly);

    /// <summary>Generated code lives in the same assembly, but outside the type.</summary>
    public static bool IsAccessible(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsMemberAccessible(current, assembly) || current.IsFileLocal)
                return false;
        }

        return type.TypeArguments.OfType<INamedTypeSymbol>().All(argument => IsAccessible(argument, assembly));
    }
}
