namespace PluginSdk;

/// <summary>Takes what a plugin's manifest names.</summary>
public interface IPluginRegistry
{
    /// <summary>A job, scheduled when the plugin starts.</summary>
    void AddJob(JobDefinition job);

    /// <summary>A handler of events of this node.</summary>
    void AddLocalHandler<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler);

    /// <summary>A handler of events of the other nodes.</summary>
    void AddRemoteHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler);

    /// <summary>
    /// A class that must exist before the plugin counts as started, so that a constructor that cannot be satisfied fails
    /// at start and not at the first call.
    /// </summary>
    void AddService(Type serviceType);
}
