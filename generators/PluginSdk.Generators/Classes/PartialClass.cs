using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Classes;

/// <summary>What a class must be for its members to be implemented in another file.</summary>
internal static class PartialClass
{
    /// <summary>Whether the type, and each one around it, is partial; the ones that are not become problems.</summary>
    public static bool Check(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!current.Declarations(cancellationToken).Any(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword)))
                problems.Add(GeneralRules.NotPartial, current.Place(), TypeNames.Plain(current));
        }

        return problems.Errors == before;
    }

    /// <summary>The problem with a type that cannot hold implemented members at all, or false.</summary>
    public static bool CheckKind(INamedTypeSymbol type, ISymbol member, Problems problems)
    {
        var reason = type switch
        {
            { TypeKind: TypeKind.Interface } => "an interface",
            { IsValueType: true } => "a struct, which is copied",
            { IsFileLocal: true } => "local to its file",
            _ => null,
        };
        if (reason is not null)
            problems.Add(GeneralRules.WrongContainer, member.Place(), TypeNames.Plain(type), member.Name, reason);
        return reason is null;
    }
}
