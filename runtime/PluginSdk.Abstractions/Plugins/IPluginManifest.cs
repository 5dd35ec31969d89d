using Microsoft.Extensions.DependencyInjection;

namespace PluginSdk;

/// <summary>
/// A plugin as its host sees it; the generator writes one for each plugin, named <c>PluginManifest</c>, and it is what
/// <c>AddClusterPlugin&lt;TManifest&gt;</c> and <c>TestCluster.StartAsync&lt;TManifest&gt;</c> take.
/// </summary>
public interface IPluginManifest
{
    /// <summary>The plugin's key, such as <c>acme.reports</c>.</summary>
    string Key { get; }

    /// <summary>The descriptor, as JSON.</summary>
    string DescriptorJson { get; }

    /// <summary>Adds the plugin's annotated classes, as singletons, and what its author registers.</summary>
    void ConfigureServices(IServiceCollection services);

    /// <summary>Names the plugin's jobs and event handlers.</summary>
    /// <param name="registry">Takes them.</param>
    void Register(IPluginRegistry registry);
}
