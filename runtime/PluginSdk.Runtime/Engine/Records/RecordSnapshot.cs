namespace PluginSdk.Runtime.Engine;

/// <summary>The records of a collection at one moment.</summary>
/// <param name="Records">Ordered by key.</param>
/// <param name="Time">The moment, on the engine's clock.</param>
public sealed record RecordSnapshot(IReadOnlyList<ClusterRecord> Records, DateTimeOffset Time);
