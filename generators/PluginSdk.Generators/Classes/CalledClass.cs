using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>What a class must be for the manifest to call its methods.</summary>
internal static class CalledClass
{
    public static bool Check(INamedTypeSymbol type, ISymbol member, Problems problems)
    {
        if (type.IsGenericAnywhere())
        {
            problems.Add(GeneralRules.GenericClass, member.Place(), member.Name, TypeNames.Plain(type));
            return false;
        }

        var reason = type switch
        {
            { TypeKind: TypeKind.Interface } => "an interface",
            { IsValueType: true } => "a struct, which is copied",
            { IsFileLocal: true } => "local to its file",
            { IsAbstract: true, IsStatic: false } when !member.IsStatic => "abstract and has no instance",
            _ when !type.IsVisibleInAssembly() => "not accessible in its assembly",
            _ => null,
        };
        if (reason is not null)
            problems.Add(GeneralRules.WrongContainer, member.Place(), TypeNames.Plain(type), member.Name, reason);
        return reason is null;
    }

    public static bool CheckMethod(IMethodSymbol method, Problems problems)
    {
        if (method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            return true;
        problems.Add(GeneralRules.Inaccessible, method.Place(), method.Name);
        return false;
    }
}
