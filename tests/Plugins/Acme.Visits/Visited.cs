using PluginSdk;

namespace Acme.Visits;

/// <summary>A page was visited.</summary>
[ClusterEvent("visited")]
public sealed partial record Visited(string Page);
