using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>A plugin with one cache on a simulated node.</summary>
internal sealed class CachedNode
{
    private readonly SimulatedNode _node;

    public CachedNode(SimulatedNode node, CacheSettings? settings = null, Source? source = null)
    {
        _node = node;
        Plugin = node.Member.CreatePlugin("acme.tests");
        Source = source ?? new Source(node.Time);
        Cache = Plugin.Cluster.Caches.Get(Define(settings));
    }

    public SimulatedNode Node => _node;

    public PluginRuntime Plugin { get; }

    public Source Source { get; }

    public IClusterCache<int, int> Cache { get; }

    public static CacheDefinition<int, int> Define(CacheSettings? settings = null) =>
        new("numbers", WireCodecs.Int32, WireCodecs.Int32, settings ?? new CacheSettings());

    /// <summary>All nodes of a cluster, which share a source.</summary>
    public static CachedNode[] On(SimulatedCluster cluster, CacheSettings? settings = null)
    {
        var source = new Source(cluster.Time);
        return [.. cluster.Nodes.Select(node => new CachedNode(node, settings, source.At(node.Time)))];
    }

    public Task<int> GetAsync(int key) => _node.RunAsync(async () => await Cache.GetAsync(key, Source.LoadAsync));

    public Task<CacheLookup<int>> GetIfPresentAsync(int key) => _node.RunAsync(async () => await Cache.GetIfPresentAsync(key));

    public Task PutAsync(int key, int value) => _node.RunAsync(async () => await Cache.PutAsync(key, value));

    public Task RemoveAsync(int key) => _node.RunAsync(async () => await Cache.RemoveAsync(key));

    public Task RemoveAllAsync() => _node.RunAsync(async () => await Cache.RemoveAllAsync());
}
