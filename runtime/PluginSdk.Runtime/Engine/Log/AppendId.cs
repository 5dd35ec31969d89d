namespace PluginSdk.Runtime.Engine;

/// <summary>Makes appending idempotent: the same id appended again, within the log's retention, changes nothing.</summary>
/// <param name="Publisher">One incarnation of a publisher: a node that restarts is another.</param>
/// <param name="Number">Grows with each append of the publisher.</param>
public readonly record struct AppendId(string Publisher, long Number);
