using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginSdk.Generators.Events;

namespace PluginSdk.CodeFixes;

/// <summary>Adds the handler of the other nodes' events beside that of this node's (PSDK031); it does the same until it is changed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AddRemoteHandlerFix() : ClusterCodeFix("PSDK031")
{
    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        if (defect.Place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || defect.Model.GetDeclaredSymbol(method, cancellationToken) is not { } symbol
            || symbol.Parameters.FirstOrDefault(parameter => HandlerParser.EventOf(parameter) is { IsRemote: false }) is not { } handled)
        {
            return null;
        }

        var parameters = method.ParameterList.Parameters.Select((parameter, index) =>
            index == handled.Ordinal ? $"ClusterEventWrapper<{parameter.Type}> {parameter.Identifier}" : $"{parameter.Type} {parameter.Identifier}");
        var arguments = method.ParameterList.Parameters.Select((parameter, index) =>
            index == handled.Ordinal ? $"{parameter.Identifier}.Event" : parameter.Identifier.Text);
        var modifiers = method.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.StaticKeyword);
        var name = method.Identifier.ValueText;
        var code = $"""
            [ClusterEventHandler]
            {string.Join(" ", modifiers.Select(modifier => modifier.Text))} {method.ReturnType.WithoutTrivia()} {Elsewhere(name)}({string.Join(", ", parameters)}) => {name}({string.Join(", ", arguments)});
            """;
        return ("Handle the event on the other nodes too", NewMember.After(defect.Root, method, code));
    }

    private static string Elsewhere(string name) => name.EndsWith("Async", StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Async".Length) + "ElsewhereAsync"
        : name + "Elsewhere";
}
