namespace PluginSdk;

/// <summary>
/// Handles an event: a parameter of the event's own type means events of this node, a
/// <see cref="ClusterEventWrapper{TEvent}"/> events of the other nodes. Other parameters are services from a scope of
/// their own, and a <see cref="CancellationToken"/> that is cancelled when the plugin stops.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterEventHandlerAttribute : Attribute;
