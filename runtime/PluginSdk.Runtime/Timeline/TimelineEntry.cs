namespace PluginSdk.Runtime;

/// <summary>One thing that happened on one node, for people who watch and for tests that read.</summary>
/// <param name="At">When, on the node's clock.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Kind">What.</param>
/// <param name="Plugin">The plugin's key, or null for the node itself.</param>
/// <param name="Subject">The cache, lock, job or event.</param>
/// <param name="Detail">More, for people: the key, the slot, the origin.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Node, TimelineKind Kind, string? Plugin, string? Subject, string? Detail);
