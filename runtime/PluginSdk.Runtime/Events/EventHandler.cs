namespace PluginSdk.Runtime;

/// <summary>A handler that a plugin registered.</summary>
internal abstract class EventHandler
{
    /// <summary>Handles an event that came as bytes.</summary>
    public abstract Task HandleAsync(EventEnvelope envelope, IServiceProvider services, CancellationToken cancellationToken);
}
