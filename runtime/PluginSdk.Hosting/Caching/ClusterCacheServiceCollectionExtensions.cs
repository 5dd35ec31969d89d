using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PluginSdk.Hosting;

/// <summary>Gives code that was written for .NET's cache contracts a cache that is coherent on all nodes.</summary>
public static class ClusterCacheServiceCollectionExtensions
{
    /// <summary>
    /// Makes a cluster cache the application's <see cref="IDistributedCache"/> and <see cref="IBufferDistributedCache"/>: in
    /// front of the tier that all nodes share each node has a near cache, and what one node sets or removes is seen by all
    /// within the bound of staleness. It works from the application's start to its stop; while the engine does not answer,
    /// reads find nothing and writes throw <see cref="ClusterUnavailableException"/>. A read of an entry with a sliding
    /// expiration writes now and then, to start its time anew; between two such writes lies at most a sixteenth of it. In an
    /// ambient transaction writes and removals take effect when it commits. Calling it again changes nothing.
    /// </summary>
    public static IServiceCollection AddClusterDistributedCache(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(ClusterDistributedCache)))
            return services;
        services.AddPluginHost();
        services.AddOptions<ClusterDistributedCacheOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClusterDistributedCacheOptions>, ClusterDistributedCacheOptionsValidator>();
        services.AddSingleton(static provider => new ClusterDistributedCache(
            () => provider.GetRequiredService<PluginHost>().Caches,
            () => provider.GetRequiredService<PluginHost>().Node.Member.Engine.Records,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<IOptions<ClusterDistributedCacheOptions>>().Value));
        services.AddSingleton<IDistributedCache>(static provider => provider.GetRequiredService<ClusterDistributedCache>());
        services.AddSingleton<IBufferDistributedCache>(static provider => provider.GetRequiredService<ClusterDistributedCache>());
        return services;
    }

    /// <inheritdoc cref="AddClusterDistributedCache(IServiceCollection)"/>
    public static IServiceCollection AddClusterDistributedCache(this IServiceCollection services, Action<ClusterDistributedCacheOptions> configure) =>
        services.AddClusterDistributedCache().Configure(configure);

    /// <inheritdoc cref="AddClusterDistributedCache(IServiceCollection)"/>
    public static IServiceCollection AddClusterDistributedCache(this IServiceCollection services, IConfiguration configuration) =>
        services.AddClusterDistributedCache().Configure<ClusterDistributedCacheOptions>(configuration);

    /// <summary>
    /// Makes a cluster cache the application's <see cref="HybridCache"/>. <c>RemoveAsync</c> and <c>RemoveByTagAsync</c> reach
    /// all nodes within the bound of staleness, and a factory's late value is not served after them. Serializers are the
    /// registered <see cref="IHybridCacheSerializer{T}"/> and <see cref="IHybridCacheSerializerFactory"/>; a type without one
    /// is an <see cref="InvalidOperationException"/>. The near cache is told of every change, so the entry options'
    /// <c>LocalCacheExpiration</c> and the flags for the local cache alone are without effect, and the flags for the
    /// distributed cache apply to both tiers; without its read, a value is invalidated and loaded anew. Calling it again
    /// changes nothing.
    /// </summary>
    public static IServiceCollection AddClusterHybridCache(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(HybridSerializers)))
            return services;
        services.AddPluginHost();
        services.AddOptions<ClusterHybridCacheOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClusterHybridCacheOptions>, ClusterHybridCacheOptionsValidator>();
        services.AddSingleton<HybridSerializers>();
        services.AddSingleton<HybridCache>(static provider => new ClusterHybridCache(
            () => provider.GetRequiredService<PluginHost>().Caches,
            provider.GetRequiredService<HybridSerializers>(),
            provider.GetRequiredService<IOptions<ClusterHybridCacheOptions>>().Value));
        return services;
    }

    /// <inheritdoc cref="AddClusterHybridCache(IServiceCollection)"/>
    public static IServiceCollection AddClusterHybridCache(this IServiceCollection services, Action<ClusterHybridCacheOptions> configure) =>
        services.AddClusterHybridCache().Configure(configure);

    /// <inheritdoc cref="AddClusterHybridCache(IServiceCollection)"/>
    public static IServiceCollection AddClusterHybridCache(this IServiceCollection services, IConfiguration configuration) =>
        services.AddClusterHybridCache().Configure<ClusterHybridCacheOptions>(configuration);
}
