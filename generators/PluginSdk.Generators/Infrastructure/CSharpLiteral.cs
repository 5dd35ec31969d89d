using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Values as C# writes them.</summary>
internal static class CSharpLiteral
{
    public static string Of(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(bool value) => value ? "true" : "false";
}
