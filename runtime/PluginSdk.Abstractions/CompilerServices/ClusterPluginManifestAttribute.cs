using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace PluginSdk.CompilerServices;

/// <summary>Names the manifest of a plugin's assembly to the host that loads it. Not meant to be written by hand.</summary>
/// <param name="manifestType">The manifest, with a public constructor that takes nothing.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusterPluginManifestAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type manifestType) : Attribute
{
    /// <summary>The manifest's type.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type ManifestType { get; } = manifestType;
}
