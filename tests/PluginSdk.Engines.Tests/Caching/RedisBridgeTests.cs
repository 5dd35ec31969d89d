using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Hosting;
using PluginSdk.Runtime;

namespace PluginSdk.Engines.Tests.Caching;

/// <summary>Cluster caches behind .NET's contracts, on three nodes with a real server.</summary>
public sealed class RedisBridgeTests(RedisFixture fixture)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hybrid_cache_s_removals_reach_all_nodes_and_a_late_factory_value_is_not_served()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        await using var first = await BridgedNode.StartAsync(cluster);
        await using var second = await BridgedNode.StartAsync(cluster);
        await using var third = await BridgedNode.StartAsync(cluster);
        BridgedNode[] nodes = [first, second, third];
        foreach (var node in nodes)
            Assert.Equal("1", await node.GetAsync(node == first ? "1" : "not made"));

        await third.Hybrid.RemoveByTagAsync("tag", Cancel);
        foreach (var node in nodes)
            await Eventually.BecomesTrueAsync(async () => await node.GetAsync("2") == "2", "the tag's removal is seen");

        await second.Hybrid.RemoveAsync("k", Cancel);
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource<string>();
        var late = third.Hybrid.GetOrCreateAsync("late", async _ =>
        {
            reached.SetResult();
            return await released.Task;
        }, cancellationToken: Cancel).AsTask();
        await reached.Task.WaitAsync(Cancel);
        await first.Hybrid.RemoveAsync("late", Cancel);
        released.SetResult("late");
        Assert.Equal("late", await late);
        Assert.Equal("new", await second.Hybrid.GetOrCreateAsync("late", static _ => ValueTask.FromResult("new"), cancellationToken: Cancel));
        await Eventually.BecomesTrueAsync(
            async () => await third.Hybrid.GetOrCreateAsync("late", static _ => ValueTask.FromResult("not made"), cancellationToken: Cancel) == "new", "the node that loaded late reads the new value");
    }

    [Fact]
    public async Task A_distributed_cache_s_changes_and_expirations_reach_all_nodes()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        await using var first = await BridgedNode.StartAsync(cluster);
        await using var second = await BridgedNode.StartAsync(cluster);
        await first.Distributed.SetStringAsync("k", "1", Cancel);
        Assert.Equal("1", await second.Distributed.GetStringAsync("k", Cancel));
        await first.Distributed.RemoveAsync("k", Cancel);
        await Eventually.BecomesTrueAsync(async () => await second.Distributed.GetStringAsync("k", Cancel) is null, "the removal is seen");

        var options = new DistributedCacheEntryOptions { SlidingExpiration = TimeSpan.FromSeconds(30), AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(31) };
        await first.Distributed.SetAsync("sliding", Encoding.UTF8.GetBytes("1"), options, Cancel);
        Assert.Equal("1", await second.Distributed.GetStringAsync("sliding", Cancel));
        Assert.Equal("1", await first.Distributed.GetStringAsync("sliding", Cancel));

        await first.Distributed.SetAsync("short", Encoding.UTF8.GetBytes("1"), new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMilliseconds(900) }, Cancel);
        await Eventually.BecomesTrueAsync(async () => await second.Distributed.GetStringAsync("short", Cancel) is null, "the entry expires");
    }

    [Fact]
    public async Task A_blocking_call_does_not_wait_for_the_context_that_it_blocks()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        await using var first = await BridgedNode.StartAsync(cluster);
        await using var second = await BridgedNode.StartAsync(cluster);
        await first.Distributed.SetStringAsync("k", "1", Cancel);
        var read = Task.Run(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(new BlockedContext());
                second.Distributed.SetString("other", "2");
                second.Distributed.Remove("other");
                return second.Distributed.GetString("k");
            },
            Cancel);
        Assert.Equal("1", await read.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    /// <summary>A user interface's thread that is busy: what is posted to it never runs.</summary>
    private sealed class BlockedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }

    private sealed class BridgedNode : IAsyncDisposable
    {
        private readonly ClusterMember _member;
        private readonly PluginRuntime _plugin;

        private BridgedNode(ClusterMember member)
        {
            _member = member;
            _plugin = member.CreatePlugin("acme.bridges");
            Hybrid = new ClusterHybridCache(() => _plugin.Cluster.Caches, new HybridSerializers(new ServiceCollection().BuildServiceProvider()), new ClusterHybridCacheOptions());
            Distributed = new ClusterDistributedCache(() => _plugin.Cluster.Caches, () => member.Engine.Records, TimeProvider.System, new ClusterDistributedCacheOptions());
        }

        public ClusterHybridCache Hybrid { get; }

        public ClusterDistributedCache Distributed { get; }

        public static async Task<BridgedNode> StartAsync(EngineCluster cluster)
        {
            var node = new BridgedNode(new ClusterMember(await cluster.ConnectAsync(), new ClusterMemberOptions { NodeName = "node" }));
            await node._member.StartAsync(Cancel);
            return node;
        }

        public async Task<string> GetAsync(string made) =>
            await Hybrid.GetOrCreateAsync("k", made, static (value, _) => ValueTask.FromResult(value), tags: ["tag"], cancellationToken: Cancel);

        public async ValueTask DisposeAsync()
        {
            await _plugin.DisposeAsync();
            await _member.DisposeAsync();
        }
    }
}
