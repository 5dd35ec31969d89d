using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Which types with members the generator writes a codec for.</summary>
internal static class SerializableTypes
{
    /// <summary>A type of another assembly whose own generator run gave it a codec.</summary>
    public static bool KnowsItsCodec(INamedTypeSymbol type, IAssemblySymbol assembly)
        => !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly)
            && type.AllInterfaces.Any(implemented => implemented is
            {
                Name: "IWireSerializable",
                ContainingNamespace: { Name: "Wire", ContainingNamespace: { Name: "PluginSdk", ContainingNamespace.IsGlobalNamespace: true } },
            } && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));

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
            ? !DerivesFromForbidden(type)
            : WireAttributes.IsContract(type);
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
            || Forbidden.Contains(named)
            || DerivesFromForbidden(named))
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

    /// <summary>Generated code lives in the same assembly, but outside the type.</summary>
    public static bool IsAccessible(INamedTypeSymbol type, IAssemblySymbol assembly)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            var accessible = current.DeclaredAccessibility switch
            {
                Accessibility.Public => true,
                Accessibility.Internal or Accessibility.ProtectedOrInternal
                    => SymbolEqualityComparer.Default.Equals(current.ContainingAssembly, assembly)
                        || current.ContainingAssembly.GivesAccessTo(assembly),
                _ => false,
            };
            if (!accessible || current.IsFileLocal)
                return false;
        }

        return type.TypeArguments.OfType<INamedTypeSymbol>().All(argument => IsAccessible(argument, assembly));
    }

    /// <summary>Things that live in a process: a class of the author's own that derives from one is no data either.</summary>
    private static bool DerivesFromForbidden(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (Forbidden.Contains(current))
                return true;
        }

        return false;
    }
}
