using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Events;

/// <summary>A plugin on one simulated node that writes down what its handlers get.</summary>
internal sealed class EventPlugin
{
    public static readonly EventDefinition<string> Said = new("said", WireCodecs.String);

    private EventPlugin(SimulatedNode node, string key)
    {
        Node = node;
        Runtime = node.Member.CreatePlugin(key);
    }

    public SimulatedNode Node { get; }

    public PluginRuntime Runtime { get; }

    public IClusterEvents Events => Runtime.Cluster.Events;

    /// <summary>What the local handler got.</summary>
    public List<string> Local { get; } = [];

    /// <summary>What the remote handler got: <c>node: event</c>.</summary>
    public List<string> Remote { get; } = [];

    /// <summary>One on every node of the cluster.</summary>
    public static async Task<EventPlugin[]> StartAsync(SimulatedCluster cluster, string key = "acme.talk", Action<EventPlugin, IPluginRegistry>? register = null)
    {
        var plugins = new List<EventPlugin>();
        foreach (var node in cluster.Nodes)
            plugins.Add(await StartOnAsync(node, key, register));
        return [.. plugins];
    }

    public static async Task<EventPlugin> StartOnAsync(SimulatedNode node, string key = "acme.talk", Action<EventPlugin, IPluginRegistry>? register = null)
    {
        var plugin = new EventPlugin(node, key);
        register ??= static (plugin, registry) => plugin.RegisterRecorders(registry);
        var services = new ServiceCollection().AddScoped<object>().BuildServiceProvider();
        await node.RunAsync(() => plugin.Runtime.StartAsync(new HandWrittenManifest(key, registry => register(plugin, registry)), services, CancellationToken.None));
        return plugin;
    }

    public void RegisterRecorders(IPluginRegistry registry)
    {
        registry.AddLocalHandler(Said, (text, _, _) =>
        {
            Local.Add(text);
            return Task.CompletedTask;
        });
        registry.AddRemoteHandler(Said, (wrapper, _, _) =>
        {
            Remote.Add($"{wrapper.Origin.Name}: {wrapper.Event}");
            return Task.CompletedTask;
        });
    }

    public Task SayAsync(string text) => Node.RunAsync(async () => await Events.PublishAsync(Said, text));
}
