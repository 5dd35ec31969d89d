using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Serialization;

/// <summary>Says in words why a type has no wire form.</summary>
internal static class UnserializableReason
{
    public static string Of(WireIssue issue)
    {
        var type = issue.Type!;
        var name = TypeNames.Plain(type);
        if (issue.Problem == WireProblem.TrackedEntity)
            return $"'{name}' is an entity of '{issue.Detail}', tied to the context that loaded it and to everything that it refers to";
        if (issue.Detail.Length > 0)
            return $"'{name}' {issue.Detail}";
        return type switch
        {
            INamedTypeSymbol known when Forbidden.ReasonOf(known) is { } reason => $"'{name}' {reason}",
            { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } => $"'{name}' can be anything, and a reader must know what to expect",
            { TypeKind: TypeKind.TypeParameter } => $"'{name}' is a type parameter, and only closed types have a wire form",
            { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => $"'{name}' is an address in this process",
            IArrayTypeSymbol => $"'{name}' has several dimensions; arrays of arrays have a wire form",
            INamedTypeSymbol { IsRefLikeType: true } => $"'{name}' lives on the stack",
            INamedTypeSymbol { IsStatic: true } => $"'{name}' is static",
            INamedTypeSymbol named when named.TypeArguments.Any(argument => argument.TypeKind == TypeKind.TypeParameter) => $"'{name}' is an open generic type, and only closed types have a wire form",
            INamedTypeSymbol { TypeKind: TypeKind.Enum } => $"'{name}' is out of reach",
            _ => $"'{name}' means something in the process that made it only",
        };
    }
}
