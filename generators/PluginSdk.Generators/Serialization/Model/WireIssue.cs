using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Model;

/// <summary>What keeps a type off the wire; the analyzer makes diagnostics of them, the generator never sees them.</summary>
internal enum WireProblem
{
    /// <summary>The type of the member cannot be serialized.</summary>
    NotSerializable,

    /// <summary>A type of another assembly says nothing about its wire form.</summary>
    ForeignType,

    /// <summary>An interface or abstract class without <c>[Union]</c>.</summary>
    NeedsUnion,

    /// <summary>The type is private or file-local, so that generated code cannot name it.</summary>
    Inaccessible,

    /// <summary>No constructor can be called with the members alone.</summary>
    NoConstructor,

    /// <summary>The member stores something that does not get to the other nodes.</summary>
    NotSent,

    /// <summary>An entity that a database context tracks.</summary>
    TrackedEntity,

    /// <summary>Two members share a key or name, or some have a key and others none.</summary>
    KeyConflict,

    /// <summary>A formatter of MessagePack-CSharp, which generated codecs do not use.</summary>
    FormatterIgnored,
}

/// <summary>One thing that keeps data off the wire.</summary>
/// <param name="Problem">What it is.</param>
/// <param name="Symbol">The member or type that it is about.</param>
/// <param name="Type">The type that is in the way.</param>
/// <param name="Detail">More for the message.</param>
internal sealed record WireIssue(WireProblem Problem, ISymbol Symbol, ITypeSymbol? Type, string Detail);
