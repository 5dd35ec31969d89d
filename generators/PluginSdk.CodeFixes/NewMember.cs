using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginSdk.CodeFixes;

/// <summary>Puts members into a type.</summary>
internal static class NewMember
{
    /// <summary>The document with <paramref name="code"/> behind <paramref name="member"/>, an empty line between them.</summary>
    public static SyntaxNode After(SyntaxNode root, MemberDeclarationSyntax member, string code) =>
        root.InsertNodesAfter(member, [Parse(code)]);

    /// <summary>The member in <paramref name="code"/>, to be formatted where it is put.</summary>
    public static MemberDeclarationSyntax Parse(string code) => SyntaxFactory.ParseMemberDeclaration(code)!
        .WithLeadingTrivia(SyntaxFactory.ElasticLineFeed)
        .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed)
        .WithAdditionalAnnotations(Formatter.Annotation);
}
