using Medallion.Threading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PluginSdk.Redis;

/// <summary>Registers cluster locks for libraries that take the abstractions of DistributedLock.Core.</summary>
public static class DistributedLockServiceCollectionExtensions
{
    /// <summary>
    /// Gives <see cref="IDistributedLockProvider"/>, <see cref="IDistributedReaderWriterLockProvider"/> and <see cref="IDistributedSemaphoreProvider"/> on the locks of the <see cref="ICluster"/> among the services, unless
    /// there is such a provider already.
    /// </summary>
    public static IServiceCollection AddClusterDistributedLocks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(static provider => new ClusterLockProvider(provider.GetRequiredService<ICluster>().Locks));
        services.TryAddSingleton<IDistributedLockProvider>(static provider => provider.GetRequiredService<ClusterLockProvider>());
        services.TryAddSingleton<IDistributedReaderWriterLockProvider>(static provider => provider.GetRequiredService<ClusterLockProvider>());
        services.TryAddSingleton<IDistributedSemaphoreProvider>(static provider => provider.GetRequiredService<ClusterLockProvider>());
        return services;
    }
}
