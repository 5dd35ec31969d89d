namespace PluginSdk.Runtime;

/// <summary>
/// A context that the runtime stays on, because whoever installed it wants every step of a node in a repeatable order.
/// </summary>
internal abstract class DeterministicContext : SynchronizationContext;
