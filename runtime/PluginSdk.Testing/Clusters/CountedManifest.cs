using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk.Testing;

/// <summary>A plugin whose jobs and handlers are counted while they run, so that time does not pass over what they read and write.</summary>
internal sealed class CountedManifest(IPluginManifest manifest, WorkCounter counter) : IPluginManifest
{
    public string Key => manifest.Key;

    public string DescriptorJson => manifest.DescriptorJson;

    public void ConfigureServices(IServiceCollection services) => manifest.ConfigureServices(services);

    public void Register(IPluginRegistry registry) => manifest.Register(new CountingRegistry(registry, counter));

    private sealed class CountingRegistry(IPluginRegistry registry, WorkCounter counter) : IPluginRegistry
    {
        public void AddJob(JobDefinition job) => registry.AddJob(job with
        {
            Run = (services, run, token) => counter.CountAsync(() => job.Run(services, run, token)),
        });

        public void AddLocalHandler<TEvent>(EventDefinition<TEvent> definition, Func<TEvent, IServiceProvider, CancellationToken, Task> handler) =>
            registry.AddLocalHandler(definition, (clusterEvent, services, token) => counter.CountAsync(() => handler(clusterEvent, services, token)));

        public void AddRemoteHandler<TEvent>(EventDefinition<TEvent> definition, Func<ClusterEventWrapper<TEvent>, IServiceProvider, CancellationToken, Task> handler) =>
            registry.AddRemoteHandler(definition, (clusterEvent, services, token) => counter.CountAsync(() => handler(clusterEvent, services, token)));

        public void AddService(Type serviceType) => registry.AddService(serviceType);
    }
}
