using System.Collections.Immutable;

namespace PluginSdk.Packaging.Validation;

/// <summary>Something that a method does.</summary>
internal abstract record FlowStep;

/// <summary>A call, or the creation of an object (<c>.ctor</c>).</summary>
/// <param name="Type">The type that the called member belongs to.</param>
/// <param name="Method">The member's name.</param>
/// <param name="TypeArguments">The generic arguments of the method.</param>
/// <param name="Arguments">The arguments; for an instance method the receiver is the first.</param>
internal sealed record CallStep(TypeShape Type, string Method, ImmutableArray<TypeShape> TypeArguments, ImmutableArray<FlowValue> Arguments) : FlowStep
{
    public string FullName => $"{Type.Name}::{Method}";
}

/// <summary>A value is stored in a field.</summary>
/// <param name="Field">The field's key, <c>Type::Field</c>.</param>
/// <param name="Value">Where the value comes from.</param>
internal sealed record StoreStep(string Field, FlowValue Value) : FlowStep;
