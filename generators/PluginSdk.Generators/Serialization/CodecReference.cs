using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Serialization.Parsing;

namespace PluginSdk.Generators.Serialization;

/// <summary>How other generated code names the codec of a type.</summary>
internal static class CodecReference
{
    /// <summary>
    /// The C# expression, with <c>global::</c>, of an <c>IWireCodec&lt;T&gt;</c> for <paramref name="type"/>:
    /// <c>global::PluginSdk.Wire.WireCodecs.Int32</c>, <c>global::Acme.Generated.ReportCodec.Instance</c>, or a
    /// composition of such. Null where the type cannot be serialized, which the analyzer reports.
    /// </summary>
    /// <param name="type">The type; a nullable reference gets a codec that writes nil.</param>
    /// <param name="assembly">The assembly that is being compiled, which the generated codecs are part of.</param>
    public static string? For(ITypeSymbol type, IAssemblySymbol assembly)
        => new ShapeParser(assembly).Parse(type)?.CodecExpression;
}
