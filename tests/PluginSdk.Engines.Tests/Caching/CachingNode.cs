using PluginSdk.Runtime;
using PluginSdk.Wire;

namespace PluginSdk.Engines.Tests.Caching;

/// <summary>A node with a plugin and a cache, in real time.</summary>
internal sealed class CachingNode : IAsyncDisposable
{
    private readonly ClusterMember _member;
    private readonly PluginRuntime _plugin;

    private CachingNode(ClusterMember member, CacheSettings settings)
    {
        _member = member;
        _plugin = member.CreatePlugin("acme.tests");
        Cache = _plugin.Cluster.Caches.Get(new CacheDefinition<int, int>("numbers", WireCodecs.Int32, WireCodecs.Int32, settings)
        {
            Tags = (key, _) => [key % 2 == 0 ? "even" : "odd"],
        });
    }

    public IClusterCache<int, int> Cache { get; }

    /// <summary>A node; with <paramref name="answers"/>, what it reads from the shared tier reaches it only when that lets it.</summary>
    public static async Task<CachingNode> StartAsync(EngineCluster cluster, string name, CacheSettings? settings = null, HeldAnswers? answers = null)
    {
        var engine = await cluster.ConnectAsync();
        var node = new CachingNode(new ClusterMember(answers is null ? engine : new HeldAnswersEngine(engine, answers), new ClusterMemberOptions { NodeName = name }), settings ?? new CacheSettings());
        await node._member.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public static async Task<CachingNode[]> StartAsync(EngineCluster cluster, int count, CacheSettings? settings = null) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(i => StartAsync(cluster, $"node-{i}", settings)));

    public async Task<int> GetAsync(int key, VersionedSource source) =>
        await Cache.GetAsync(key, source.LoadAsync, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _plugin.DisposeAsync();
        await _member.DisposeAsync();
    }
}
