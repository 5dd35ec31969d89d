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

    /// <summary>Whether a member in source carries the mark.</summary>
    public static bool IsMarked(MemberDeclarationSyntax member) => member.AttributeLists
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
