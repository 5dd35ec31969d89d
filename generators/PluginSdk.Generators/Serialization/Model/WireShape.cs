using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Model;

/// <summary>How generated code writes and reads values of one type.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Type">The type as code writes it; with <c>?</c> where it is nullable.</param>
/// <param name="Name">
/// The suffix of the writer's and reader's methods, the name in <c>WireCodecs</c>, or the generated codec's full name.
/// </param>
/// <param name="Arguments">The shapes of elements, of key and value, or of what is nullable.</param>
internal sealed record WireShape(ShapeKind Kind, string Type, string Name, EquatableArray<WireShape> Arguments)
{
    private const string Library = "global::PluginSdk.Wire.WireCodecs.";

    /// <summary>Whether null can stand where a value of it is to be written, whatever the declaration says.</summary>
    public bool IsReference { get; init; }

    public bool IsNullable => Kind is ShapeKind.NullableValue or ShapeKind.NullableReference;

    /// <summary>The expression that yields an <c>IWireCodec</c> of the type.</summary>
    public string CodecExpression => Kind switch
    {
        ShapeKind.Scalar => Library + Name,
        ShapeKind.Enum => $"{Library}Enum<{Type}>()",
        ShapeKind.NullableValue => $"{Library}Nullable({Arguments[0].CodecExpression})",
        ShapeKind.NullableReference => $"{Library}OrNull({Arguments[0].CodecExpression})",
        ShapeKind.Object => Name + ".Instance",
        ShapeKind.SelfDescribing => $"{Library}Of<{Type}>()",
        ShapeKind.OwnCollection => $"{Library}{Name}({Codecs}, static () => new {Type}())",
        _ when Arguments.IsEmpty => Library + Name,
        _ => $"{Library}{Name}({Codecs})",
    };

    private string Codecs => string.Join(", ", Arguments.Select(argument => argument.CodecExpression));
}
