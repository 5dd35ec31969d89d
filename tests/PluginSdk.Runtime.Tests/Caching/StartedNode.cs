using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>A started plugin with a cache whose definition has the loader.</summary>
internal sealed class StartedNode
{
    private readonly SimulatedNode _node;

    private StartedNode(SimulatedNode node, CacheDefinition<int, int> definition)
    {
        _node = node;
        Plugin = node.Member.CreatePlugin("acme.tests");
        Cache = Plugin.Cluster.Caches.Get(definition);
    }

    public PluginRuntime Plugin { get; }

    public IClusterCache<int, int> Cache { get; }

    public static async Task<StartedNode> StartAsync(SimulatedNode node, CacheDefinition<int, int> definition, IServiceCollection? services = null)
    {
        var started = new StartedNode(node, definition);
        var provider = (services ?? new ServiceCollection()).BuildServiceProvider(validateScopes: true);
        await node.RunAsync(() => started.Plugin.StartAsync(new NoManifest(), provider, CancellationToken.None));
        return started;
    }

    public Task<int> GetAsync(int key) => _node.RunAsync(async () => await Cache.GetAsync(key));

    public Task RunAsync(Func<IClusterCache<int, int>, Task> body) => _node.RunAsync(() => body(Cache));

    private sealed class NoManifest : IPluginManifest
    {
        public string Key => "acme.tests";

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services)
        {
        }

        public void Register(IPluginRegistry registry)
        {
        }
    }
}
