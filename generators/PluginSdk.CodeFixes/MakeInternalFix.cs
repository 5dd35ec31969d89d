using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.CodeFixes;

/// <summary>Makes a job or handler accessible to the manifest that calls it (PSDK009).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakeInternalFix() : ClusterCodeFix("PSDK009")
{
    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        if (defect.Place.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return null;
        var others = method.Modifiers.Where(modifier => modifier.Kind() is not (SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword));
        var accessible = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var changed = method.Modifiers.Count > 0
            ? method.WithModifiers(SyntaxFactory.TokenList(new[] { accessible.WithLeadingTrivia(method.Modifiers[0].LeadingTrivia) }.Concat(others)))
            : method
                .WithReturnType(method.ReturnType.WithoutLeadingTrivia())
                .WithModifiers(SyntaxFactory.TokenList(accessible.WithLeadingTrivia(method.ReturnType.GetLeadingTrivia())));
        return ("Make internal", defect.Root.ReplaceNode(method, changed));
    }
}
