namespace PluginSdk.Packaging;

/// <summary>An event handler that a plugin declares.</summary>
/// <param name="Event">The event's name on the wire.</param>
/// <param name="Origin"><c>local</c>: events of this node; <c>remote</c>: events of the other nodes.</param>
/// <param name="Member">The method, as <c>Namespace.Type.Member</c>.</param>
public sealed record HandlerDescriptor(string Event, string Origin, string Member);
