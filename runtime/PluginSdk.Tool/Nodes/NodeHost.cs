using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PluginSdk.Hosting;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Tool.Nodes;

/// <summary>A host as any application makes one: a Generic Host with <c>AddPluginHost()</c>.</summary>
internal static class NodeHost
{
    public static IHost Build(string name, NodeSettings settings, IClusterEngine engine, ITimeline timeline)
    {
        Directory.CreateDirectory(settings.Home);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = settings.Home });
        builder.Logging.AddProvider(new TimelineLoggerProvider(name, timeline));
        builder.Services.AddSingleton(timeline);
        builder.AddPluginHost(options =>
        {
            options.NodeName = name;
            options.ClusterName = settings.Cluster;
            options.UseEngine(_ => engine);
            options.LocalHome = settings.LocalHomeOf(name);
            options.SharedHome = settings.SharedHome;
            options.IncompatiblePlugins = settings.Policy;
        });
        return builder.Build();
    }
}
