using PluginSdk.Wire;

namespace PluginSdk.Runtime;

/// <summary>A handler that a plugin registered.</summary>
internal abstract class EventHandler
{
    /// <summary>Reads an event that came as bytes; what comes back handles it.</summary>
    /// <exception cref="WireFormatException">The bytes are not the event that the handler takes.</exception>
    public abstract Func<IServiceProvider, CancellationToken, Task> Open(EventEnvelope envelope);
}
