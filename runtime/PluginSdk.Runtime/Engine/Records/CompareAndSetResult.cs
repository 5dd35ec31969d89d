namespace PluginSdk.Runtime.Engine;

/// <summary>What became of a compare-and-set.</summary>
/// <param name="Succeeded">Whether it was written.</param>
/// <param name="Version">The new version if it was written (0 after a deletion); else the version that stood in the way, 0 for none.</param>
/// <param name="Time">The engine's time.</param>
public readonly record struct CompareAndSetResult(bool Succeeded, long Version, DateTimeOffset Time);
