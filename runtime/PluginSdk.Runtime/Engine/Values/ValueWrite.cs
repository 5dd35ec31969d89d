namespace PluginSdk.Runtime.Engine;

/// <summary>A value to be stored.</summary>
/// <param name="Value">Its bytes.</param>
/// <param name="TimeToLive">How long it lives, to the millisecond; null: it does not expire.</param>
/// <param name="Tags">Its tags.</param>
public readonly record struct ValueWrite(ReadOnlyMemory<byte> Value, TimeSpan? TimeToLive, IReadOnlyList<string> Tags);
