using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PluginSdk.Hosting;

/// <summary>Registers hosts and plugins among an application's services.</summary>
public static class PluginHostServiceCollectionExtensions
{
    /// <summary>Hosts plugins; calling it again changes nothing. Options are validated when the application starts.</summary>
    public static IServiceCollection AddPluginHost(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(PluginHost)))
            return services;
        services.AddOptions<PluginHostOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PluginHostOptions>, PluginHostOptionsValidator>();
        services.AddSingleton(provider => new PluginHost(provider, provider.GetRequiredService<IOptions<PluginHostOptions>>(), provider.GetServices<ApplicationPlugin>()));
        services.AddSingleton<IHostedService, PluginHostService>();
        services.AddSingleton(typeof(IPluginServices<>), typeof(PluginServices<>));
        services.AddHealthChecks().AddCheck<PluginHostHealthCheck>("plugin-host");
        return services;
    }

    /// <inheritdoc cref="AddPluginHost(IServiceCollection)"/>
    public static IServiceCollection AddPluginHost(this IServiceCollection services, Action<PluginHostOptions> configure) =>
        services.AddPluginHost().Configure(configure);

    /// <summary>
    /// Makes a plugin part of the application, without a package: its annotated classes are the application's services, its
    /// jobs and handlers run with the application. <see cref="ICluster"/> and <see cref="IPluginContext"/> can be taken
    /// anywhere in the application; with several plugins, outside of their own classes, by <c>[FromKeyedServices(key)]</c>.
    /// </summary>
    /// <typeparam name="TManifest">The generated <c>PluginManifest</c> of the plugin's assembly.</typeparam>
    public static IServiceCollection AddClusterPlugin<TManifest>(this IServiceCollection services)
        where TManifest : IPluginManifest, new()
    {
        services.AddPluginHost();
        var manifest = new TManifest();
        if (services.Any(service => service.ImplementationInstance is ApplicationPlugin plugin && plugin.Manifest.Key == manifest.Key))
            return services;
        services.AddSingleton(new ApplicationPlugin(manifest));
        services.AddKeyedSingleton(manifest.Key, static (provider, key) => provider.GetRequiredService<PluginHost>().RuntimeOf((string)key!).Cluster);
        services.AddKeyedSingleton(manifest.Key, static (provider, key) => provider.GetRequiredService<PluginHost>().ContextOf((string)key!));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ICluster>(OnlyKey<ICluster>(provider)));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IPluginContext>(OnlyKey<IPluginContext>(provider)));
        services.TryAddSingleton(TimeProvider.System);

        var own = new ServiceCollection();
        manifest.ConfigureServices(own);
        foreach (var service in own)
            services.Add(BoundToPlugin(service, manifest.Key));
        return services;
    }

    private static string OnlyKey<TService>(IServiceProvider provider)
    {
        var plugins = provider.GetServices<ApplicationPlugin>().ToList();
        return plugins is [var only]
            ? only.Manifest.Key
            : throw new InvalidOperationException(
                $"This application has several plugins ({string.Join(", ", plugins.Select(plugin => plugin.Manifest.Key))}), each with an {typeof(TService).Name} of its own. Take the one you mean with [FromKeyedServices(\"{plugins[0].Manifest.Key}\")].");
    }

    /// <summary>A class that takes the cluster or the context gets those of its own plugin.</summary>
    private static ServiceDescriptor BoundToPlugin(ServiceDescriptor service, string pluginKey)
    {
        if (service.IsKeyedService || service.ImplementationType is not { IsGenericTypeDefinition: false } type)
            return service;
        var constructor = type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length);
        var bound = constructor?.GetParameters().Select(parameter => parameter.ParameterType).Where(parameter => parameter == typeof(ICluster) || parameter == typeof(IPluginContext)).ToArray();
        if (bound is not { Length: > 0 })
            return service;
        var create = ActivatorUtilities.CreateFactory(type, bound);
        return ServiceDescriptor.Describe(
            service.ServiceType,
            provider => create(provider, [.. bound.Select(parameter => provider.GetRequiredKeyedService(parameter, pluginKey))]),
            service.Lifetime);
    }
}
