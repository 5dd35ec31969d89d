namespace PluginSdk;

/// <summary>An event that another node published.</summary>
/// <param name="Event">The event, decoded from its bytes.</param>
/// <param name="Origin">The node that published it; it may have left the cluster since.</param>
public sealed record ClusterEventWrapper<TEvent>(TEvent Event, ClusterNode Origin);
