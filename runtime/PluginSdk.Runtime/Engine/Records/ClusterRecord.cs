namespace PluginSdk.Runtime.Engine;

/// <summary>A record.</summary>
/// <param name="Key">Its key in the collection.</param>
/// <param name="Version">Grows with each write.</param>
/// <param name="Value">Its bytes.</param>
public sealed record ClusterRecord(string Key, long Version, ReadOnlyMemory<byte> Value);
