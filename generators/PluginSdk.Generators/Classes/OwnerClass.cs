using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>A class with annotated members, as the manifest registers it.</summary>
/// <param name="Type">Its name in generated code; an open generic one without its arguments.</param>
/// <param name="IsOpenGeneric">Its constructions are made when they are asked for.</param>
internal sealed record OwnerClass(string Type, bool IsOpenGeneric)
{
    /// <summary>The registration of <paramref name="type"/>, or null where no instance can be made for it.</summary>
    public static OwnerClass? Of(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.IsStatic || type.IsAbstract || !type.IsVisibleInAssembly())
            return null;
        return type.IsGenericAnywhere()
            ? new OwnerClass(TypeNames.Global(type.ConstructUnboundGenericType()), IsOpenGeneric: true)
            : new OwnerClass(TypeNames.GlobalOblivious(type), IsOpenGeneric: false);
    }
}
