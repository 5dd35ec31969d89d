using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using PluginSdk.Generators.Locking;

namespace PluginSdk.CodeFixes;

/// <summary>
/// Makes a type or member partial (PSDK002). A property loses its own implementation; the body of a guarded method
/// becomes its Core method.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MakePartialFix() : ClusterCodeFix("PSDK002")
{
    private protected override (string Title, SyntaxNode Changed)? Fix(Defect defect, CancellationToken cancellationToken)
    {
        switch (defect.Place.FirstAncestorOrSelf<MemberDeclarationSyntax>())
        {
            case TypeDeclarationSyntax type:
                return ("Make partial", defect.Root.ReplaceNode(type, WithPartial(type)));
            case PropertyDeclarationSyntax property:
                return ("Make partial", defect.Root.ReplaceNode(property, WithPartial(Declare(property))));
            case MethodDeclarationSyntax { Body: null, ExpressionBody: null } method:
                return ("Make partial", defect.Root.ReplaceNode(method, WithPartial(method)));
            case MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method when !HasMethod(type, CoreMethodParser.NameOf(method.Identifier.ValueText)):
                return ("Make partial and move the body to its Core method", defect.Root.ReplaceNode(method, Split(method)));
            default:
                return null;
        }
    }

    private static bool HasMethod(TypeDeclarationSyntax type, string name) =>
        type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == name);

    internal static MemberDeclarationSyntax WithPartial(MemberDeclarationSyntax member) => member
        .WithoutLeadingTrivia()
        .WithModifiers(WithoutAsync(member.WithoutLeadingTrivia().Modifiers)
            .Add(SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space))))
        .WithLeadingTrivia(member.GetLeadingTrivia());

    private static SyntaxTokenList WithoutAsync(SyntaxTokenList modifiers) =>
        SyntaxFactory.TokenList(modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.AsyncKeyword)));

    private static PropertyDeclarationSyntax Declare(PropertyDeclarationSyntax property)
    {
        var getter = SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
        return property
            .WithAccessorList(SyntaxFactory.AccessorList(SyntaxFactory.SingletonList(getter)))
            .WithExpressionBody(null)
            .WithInitializer(null)
            .WithSemicolonToken(default)
            .WithTriviaFrom(property)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The declaration, and a private method with the body that stood there.</summary>
    private static IEnumerable<MemberDeclarationSyntax> Split(MethodDeclarationSyntax method)
    {
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        yield return WithPartial(method
            .WithBody(null)
            .WithExpressionBody(null)
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken))
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var modifiers = new List<SyntaxToken> { SyntaxFactory.Token(SyntaxKind.PrivateKeyword) };
        if (isAsync)
            modifiers.Add(SyntaxFactory.Token(SyntaxKind.AsyncKeyword));
        yield return method
            .WithAttributeLists(default)
            .WithModifiers(SyntaxFactory.TokenList(modifiers.Select(modifier => modifier.WithTrailingTrivia(SyntaxFactory.Space))))
            .WithIdentifier(SyntaxFactory.Identifier(CoreMethodParser.NameOf(method.Identifier.ValueText)))
            .WithLeadingTrivia(SyntaxFactory.ElasticLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
