using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PluginSdk.Packaging;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting;

/// <summary>Composes the one service provider that a plugin has.</summary>
internal static class PluginServiceCollection
{
    public static ServiceProvider Build(IPluginManifest manifest, PluginRuntime runtime, PluginNode node, PluginPackage? package)
    {
        var services = new ServiceCollection();
        services.AddSingleton(runtime.Cluster);
        services.AddSingleton<IPluginContext>(node.CreateContext(runtime, package));
        services.AddSingleton(node.Options.Member.TimeProvider);
        services.AddSingleton<ILoggerFactory>(new PluginLoggerFactory(node.Member, runtime.Key));
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        node.Options.ExportServices?.Invoke(services);
        manifest.ConfigureServices(services);
        node.Options.OverrideServices?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
