namespace PluginSdk.Generators.Serialization.Model;

/// <summary>A property or field that is on the wire.</summary>
/// <param name="Name">Its name in C#, escaped.</param>
/// <param name="Local">A local variable for its value, which no other member of the type has.</param>
/// <param name="WireName">Its name on the wire, where the type is a map.</param>
/// <param name="Key">Its position on the wire, where the type is an array.</param>
/// <param name="Shape">How its value is written and read.</param>
/// <param name="Assignment">How a value that was read gets into the object.</param>
/// <param name="IsRequired">Whether its absence is an error.</param>
/// <param name="Default">What a constructor parameter is given when the member is absent; an expression.</param>
/// <param name="Accessor">How it is reached where C# does not let generated code: null where it does.</param>
internal sealed record MemberModel(
    string Name,
    string Local,
    string WireName,
    int Key,
    WireShape Shape,
    Assignment Assignment,
    bool IsRequired,
    string? Default,
    AccessorModel? Accessor);

/// <summary>How a value that was read gets into the object.</summary>
internal enum Assignment
{
    /// <summary>As an argument of the constructor.</summary>
    Constructor,

    /// <summary>In the object initializer, where C# demands it: <c>required</c> members.</summary>
    Initializer,

    /// <summary>By an assignment, so that an absent member keeps what its initializer gave it.</summary>
    Set,

    /// <summary>As <see cref="Set"/>, through an <c>UnsafeAccessor</c>: <c>init</c>, private and readonly members.</summary>
    Accessor,
}

/// <summary>What an <c>UnsafeAccessor</c> reaches.</summary>
/// <param name="Owner">The type that declares the member, as code writes it.</param>
/// <param name="OwnerIsValueType">Whether it is passed by reference.</param>
/// <param name="MetadataName">The member's name without escapes.</param>
/// <param name="IsField">Whether it is a field.</param>
/// <param name="ForReading">Whether its getter is out of reach too.</param>
/// <param name="Generic">What binds the accessor where the owner is generic.</param>
internal sealed record AccessorModel(
    string Owner,
    bool OwnerIsValueType,
    string MetadataName,
    bool IsField,
    bool ForReading,
    GenericOwner? Generic);

/// <summary>
/// The runtime finds a member of a generic type only through an accessor whose signature is that of the definition, in a
/// generic class with the same type parameters.
/// </summary>
/// <param name="Parameters">The type parameters: <c>T</c>.</param>
/// <param name="Constraints">Their constraints, as clauses.</param>
/// <param name="Arguments">The type arguments of this use: <c>int</c>.</param>
/// <param name="Definition">The owner over its own type parameters.</param>
/// <param name="MemberType">The member's type over them.</param>
internal sealed record GenericOwner(string Parameters, string Constraints, string Arguments, string Definition, string MemberType);
