namespace PluginSdk.Packaging.Validation;

/// <summary>Where a value on the evaluation stack comes from, as far as a straight reading of a method tells.</summary>
/// <param name="Kind">The kind of origin.</param>
/// <param name="Name">The field's key, the literal, or the full name of the method or type; empty if unknown.</param>
internal readonly record struct FlowValue(FlowValueKind Kind, string Name = "")
{
    public static FlowValue Unknown => default;
}

internal enum FlowValueKind
{
    Unknown,
    Field,
    Literal,
    Result,
    New,
    Path,
}
