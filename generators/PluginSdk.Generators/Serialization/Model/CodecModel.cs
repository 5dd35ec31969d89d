using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Model;

/// <summary>The wire form of an object.</summary>
internal enum WireForm
{
    /// <summary>Member names and values.</summary>
    Map,

    /// <summary>Values at the positions that <c>[Key(n)]</c> gives.</summary>
    Array,

    /// <summary>A number and a value of the subtype that <c>[Union]</c> gives it.</summary>
    Union,
}

/// <summary>Everything that the codec of one type is emitted from.</summary>
/// <param name="Namespace">Where the codec's class goes.</param>
/// <param name="Name">The codec's class.</param>
/// <param name="Type">The type that it writes, as code writes it.</param>
/// <param name="PlainType">The type in messages.</param>
/// <param name="IsValueType">Whether the type is a struct.</param>
/// <param name="IsSealed">Whether a value is always of exactly this type.</param>
/// <param name="Form">The wire form.</param>
/// <param name="Members">The members in the order in which they are written.</param>
/// <param name="Parameters">For each constructor parameter the index of its member, or -1 where its default is left.</param>
/// <param name="Cases">The subtypes of a union, the most derived first.</param>
internal sealed record CodecModel(
    string Namespace,
    string Name,
    string Type,
    string PlainType,
    bool IsValueType,
    bool IsSealed,
    WireForm Form,
    EquatableArray<MemberModel> Members,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<UnionCase> Cases)
{
    public string FullName => Namespace + "." + Name;

    /// <summary>The name of the generated file.</summary>
    public string HintName { get; init; } = $"{Namespace}.{Name}.g.cs";
}

/// <summary>A constructor parameter that a member fills.</summary>
internal sealed record ParameterModel(string Name, int Member);

/// <summary>One subtype of a union.</summary>
internal sealed record UnionCase(int Key, string Type, WireShape Shape);

/// <summary>A partial type that is given its codec as a static member.</summary>
internal sealed record SelfDescription(string HintName, string Type, string CodecExpression, TypeHierarchy Hierarchy);
