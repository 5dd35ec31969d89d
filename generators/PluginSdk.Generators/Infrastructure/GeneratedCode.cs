using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>The attributes that every generated type or member carries.</summary>
internal static class GeneratedCode
{
    public const string Attribute =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"PluginSdk.Generators\", \"1.0.0\")]";

    public const string NoCoverage = "[global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    public const string Hidden =
        "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]";

    /// <summary>
    /// Whether the implementation of a partial member is the author's own, which leaves nothing to generate. An analyzer
    /// sees the generated one.
    /// </summary>
    public static bool IsByHand(ISymbol? implementation, CancellationToken cancellationToken) =>
        implementation?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MemberDeclarationSyntax member
        && !member.AttributeLists
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().EndsWith("GeneratedCode", StringComparison.Ordinal));

    /// <summary>Marks plumbing: generated, not counted by coverage, not offered by completion.</summary>
    public static void WritePlumbingAttributes(SourceWriter writer)
    {
        writer.Line(Attribute);
        writer.Line(NoCoverage);
        writer.Line(Hidden);
    }
}
