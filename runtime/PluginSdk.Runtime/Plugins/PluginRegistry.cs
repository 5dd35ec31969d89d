namespace PluginSdk.Runtime;

internal sealed class PluginRegistry(PluginEvents events, PluginJobs jobs, IServiceProvider services) : IPluginRegistry
{
    public void AddJob(JobDefinition job) => jobs.Schedule(job);

    public void AddLocalHandler<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler) =>
        events.SubscribeLocal(definition, handler);

    public void AddRemoteHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) =>
        events.SubscribeRemote(definition, handler);

    public void AddService(Type serviceType)
    {
        if (services.GetService(serviceType) is null)
            throw new InvalidOperationException($"{serviceType} is not in the plugin's services; register it in Plugin.ConfigureServices.");
    }
}
