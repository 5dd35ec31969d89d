namespace PluginSdk.Generators.Contracts;

/// <summary>What a value is on the wire, whatever C# calls it: a list and an array of one element type are the same.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The name of a scalar or of a type with a definition.</param>
/// <param name="Parts">What it is made of.</param>
internal sealed record WireType(WireTypeKind Kind, string Name, IReadOnlyList<WireType> Parts)
{
    public static WireType Scalar(string name) => new(WireTypeKind.Scalar, name, []);

    public static WireType Named(string name) => new(WireTypeKind.Named, name, []);

    public bool IsNullable => Kind == WireTypeKind.Nullable;

    public override string ToString() => Kind switch
    {
        WireTypeKind.Nullable => Parts[0] + "?",
        WireTypeKind.Sequence => $"[{Parts[0]}]",
        WireTypeKind.Map => $"{{{Parts[0]}: {Parts[1]}}}",
        WireTypeKind.Tuple => $"({string.Join(", ", Parts)})",
        _ => Name,
    };
}

/// <summary>The kinds of wire types.</summary>
internal enum WireTypeKind
{
    /// <summary>One MessagePack value of a known form: <c>int32</c>.</summary>
    Scalar,

    /// <summary>A type that the contract defines: <c>Acme.Report</c>.</summary>
    Named,

    /// <summary>Nil or a value: <c>int32?</c>.</summary>
    Nullable,

    /// <summary>An array: <c>[int32]</c>.</summary>
    Sequence,

    /// <summary>A map: <c>{string: int32}</c>.</summary>
    Map,

    /// <summary>An array of a fixed length: <c>(int32, string)</c>.</summary>
    Tuple,
}
