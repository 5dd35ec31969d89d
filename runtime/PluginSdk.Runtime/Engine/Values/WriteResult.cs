namespace PluginSdk.Runtime.Engine;

/// <summary>What became of a write.</summary>
/// <param name="Written">Whether its condition held and it was done.</param>
/// <param name="Position">Where its announcement stands, if it was done.</param>
public readonly record struct WriteResult(bool Written, LogPosition Position);
