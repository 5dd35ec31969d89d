using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.Generators.Classes;

/// <summary>The modifiers of a partial member, which its implementation repeats.</summary>
internal static class MemberModifiers
{
    /// <summary><c>public partial</c>, <c>protected override partial</c>: as declared, with <c>partial</c> last; null where the member is not partial.</summary>
    public static string? Of(ISymbol member, CancellationToken cancellationToken)
    {
        if (member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MemberDeclarationSyntax declaration
            || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return null;
        }

        var words = declaration.Modifiers
            .Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword) && !modifier.IsKind(SyntaxKind.AsyncKeyword))
            .Select(modifier => modifier.Text)
            .Concat(["partial"]);
        return string.Join(" ", words);
    }
}
