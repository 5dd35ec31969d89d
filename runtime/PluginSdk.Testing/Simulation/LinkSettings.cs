namespace PluginSdk.Testing.Simulation;

/// <summary>How a node is connected to the engine.</summary>
/// <param name="Latency">The longest way of a message; zero: messages arrive without time passing.</param>
/// <param name="CommandTimeout">After this a node gives up on an answer.</param>
internal sealed record LinkSettings(TimeSpan Latency, TimeSpan CommandTimeout);
