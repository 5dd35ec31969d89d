using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Serialization.Model;

namespace PluginSdk.Generators.Contracts;

/// <summary>The wire type of a shape.</summary>
internal static class ShapeTypes
{
    public static WireType Of(WireShape shape) => shape.Kind switch
    {
        ShapeKind.Scalar => WireType.Scalar(WireScalars.NameOf(shape.Name)),
        ShapeKind.NullableValue or ShapeKind.NullableReference => new WireType(WireTypeKind.Nullable, "", [Of(shape.Arguments[0])]),
        ShapeKind.Enum or ShapeKind.Object or ShapeKind.SelfDescribing => WireType.Named(Plain(shape.Type)),
        _ when shape.Arguments.IsEmpty => WireType.Scalar("binary"),
        _ when shape.Name is "Tuple" or "ValueTuple" or "KeyValuePair" => new WireType(WireTypeKind.Tuple, "", [.. shape.Arguments.Select(Of)]),
        _ when shape.Arguments.Count == 2 => new WireType(WireTypeKind.Map, "", [Of(shape.Arguments[0]), Of(shape.Arguments[1])]),
        _ => new WireType(WireTypeKind.Sequence, "", [Of(shape.Arguments[0])]),
    };

    /// <summary>
    /// The name of a type where it is defined, which is the one where it is used: <c>Acme.Page&lt;string?&gt;</c> and
    /// <c>Acme.Page&lt;string&gt;</c> are two types on the wire.
    /// </summary>
    public static string NameOf(ITypeSymbol type) => Plain(TypeNames.Global(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)));

    private static string Plain(string type) => type.Replace("global::", "");
}
