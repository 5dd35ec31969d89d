using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PluginSdk.Generators.Infrastructure;

/// <summary>Values as C# writes them.</summary>
internal static class CSharpLiteral
{
    public static string Of(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A constant of an attribute.</summary>
    public static string Of(TypedConstant constant) => constant switch
    {
        { IsNull: true } => "null",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({TypeNames.GlobalOblivious(type)})",
        { Kind: TypedConstantKind.Enum, Type: { } type } => $"({TypeNames.Global(type)})({constant.Value})",
        _ => SymbolDisplay.FormatPrimitive(constant.Value!, quoteStrings: true, useHexadecimalNumbers: false),
    };

    public static string Of(bool value) => value ? "true" : "false";
}
