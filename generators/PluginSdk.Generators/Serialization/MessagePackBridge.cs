using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization;

/// <summary>Whether a project can hand its codecs to MessagePack-CSharp.</summary>
internal static class MessagePackBridge
{
    /// <summary>Whether the package PluginSdk.MessagePack is referenced.</summary>
    public static bool IsReferenced(Compilation compilation) => compilation.GetTypeByMetadataName("PluginSdk.Wire.WireFormatter`1") is not null;

    /// <summary>Whether MessagePack-CSharp is, which then writes the author's types in ways of its own.</summary>
    public static bool IsMissing(Compilation compilation)
        => compilation.GetTypeByMetadataName("MessagePack.MessagePackSerializer") is not null && !IsReferenced(compilation);
}
