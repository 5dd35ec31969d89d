namespace PluginSdk;

/// <summary>
/// Makes a <c>partial</c> type an event that reaches every node. The generator writes its codec and implements
/// <see cref="IClusterEvent{TSelf}"/>.
/// </summary>
/// <param name="name">
/// The event's wire name, unique within the plugin. <c>"other.plugin/name"</c> declares this plugin's own record of
/// another plugin's event.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ClusterEventAttribute(string name) : Attribute
{
    /// <summary>The event's wire name.</summary>
    public string Name { get; } = name;
}
