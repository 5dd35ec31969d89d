namespace PluginSdk.Runtime.Engine;

/// <summary>What the shared tier has for a key.</summary>
/// <param name="Value">The value's bytes, or null.</param>
/// <param name="Generation">What a fill must name.</param>
/// <param name="Remaining">How long the value still lives; null: it does not expire.</param>
public readonly record struct StoredValue(ReadOnlyMemory<byte>? Value, Generation Generation, TimeSpan? Remaining);
