using PluginSdk.Wire;

namespace PluginSdk;

/// <summary>An event's wire name and codec.</summary>
/// <param name="Name">The name within the plugin, or <c>"other.plugin/name"</c>.</param>
/// <param name="Codec">Writes and reads the event.</param>
public sealed record EventDefinition<TEvent>(string Name, IWireCodec<TEvent> Codec);
