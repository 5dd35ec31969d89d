namespace PluginSdk.Packaging;

/// <summary>An event that a plugin declares.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Type">The full name of the event's type.</param>
public sealed record EventDescriptor(string Name, string Type);
