using System.ComponentModel;

namespace PluginSdk.CompilerServices;

/// <summary>Carries the descriptor that the generator wrote for a plugin's assembly. Not meant to be written by hand.</summary>
/// <param name="json">The descriptor, as JSON.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ClusterPluginDescriptorAttribute(string json) : Attribute
{
    /// <summary>The descriptor, as JSON.</summary>
    public string Json { get; } = json;
}
