using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

public sealed class ClusterCacheTests
{
    private const int Seeds = 20;

    [Fact]
    public void A_value_is_loaded_once_for_all_nodes_and_then_hit() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        for (var round = 0; round < 2; round++)
        {
            foreach (var node in nodes)
                Assert.Equal(0, await node.GetAsync(7));
        }

        Assert.Equal(1, nodes[0].Source.Loads);
    });

    [Fact]
    public void Concurrent_reads_of_a_node_share_one_load() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]) { Source = { Duration = TimeSpan.FromMilliseconds(50) } };
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => node.GetAsync(7)));
        Assert.Equal(1, node.Source.Loads);
    });

    [Fact]
    public void A_hit_does_not_ask_the_engine() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.Node.RunAsync(() =>
        {
            var read = node.Cache.GetAsync(7, node.Source.LoadAsync);
            Assert.True(read.IsCompletedSuccessfully);
            return Task.CompletedTask;
        });
    });

    [Fact]
    public void After_a_removal_every_node_reads_the_new_value() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        nodes[0].Source.Change(7);
        await nodes[1].RemoveAsync(7);
        Assert.Equal(1, await nodes[1].GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
            Assert.Equal(1, await node.GetAsync(7));
        Assert.Equal(2, nodes[0].Source.Loads);
    });

    [Fact]
    public void Removing_all_removes_every_key_on_every_node() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
        {
            await node.GetAsync(1);
            await node.GetAsync(2);
        }

        nodes[0].Source.Change(1);
        nodes[0].Source.Change(2);
        await nodes[2].RemoveAllAsync();
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
        {
            Assert.Equal(1, await node.GetAsync(1));
            Assert.Equal(1, await node.GetAsync(2));
        }
    });

    [Fact]
    public void A_put_is_read_at_once_on_its_node_and_soon_on_the_others() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        foreach (var node in nodes)
            await node.GetAsync(7);
        await nodes[0].PutAsync(7, 42);
        Assert.Equal(42, await nodes[0].GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
            Assert.Equal(42, await node.GetAsync(7));
        Assert.Equal(1, nodes[0].Source.Loads);
    });

    [Theory]
    [InlineData(CacheScope.Hybrid)]
    [InlineData(CacheScope.Replicated)]
    public void Concurrent_puts_end_with_one_value_on_all_nodes(CacheScope scope) => SimulatedCluster.RunSeeds(100, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { Scope = scope });
        await Task.WhenAll(Enumerable.Range(0, 9).Select(i => nodes[i % 3].PutAsync(7, i)));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        var values = new HashSet<int>();
        foreach (var node in nodes)
            values.Add((await node.GetIfPresentAsync(7)).Value);
        Assert.Single(values);
    });

    [Fact]
    public void A_replicated_put_is_a_hit_on_every_node() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { Scope = CacheScope.Replicated });
        await nodes[0].PutAsync(7, 42);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
        {
            await node.Node.RunAsync(() =>
            {
                var read = node.Cache.GetIfPresentAsync(7);
                Assert.True(read.IsCompletedSuccessfully);
                Assert.Equal(42, read.Result.Value);
                return Task.CompletedTask;
            });
        }
    });

    [Fact]
    public void A_local_cache_is_each_node_s_own() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { Scope = CacheScope.Local });
        foreach (var node in nodes)
            await node.GetAsync(7);
        Assert.Equal(3, nodes[0].Source.Loads);
        await nodes[0].RemoveAsync(7);
        foreach (var node in nodes)
            await node.GetAsync(7);
        Assert.Equal(4, nodes[0].Source.Loads);
    });

    [Fact]
    public void A_cached_null_is_a_hit() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var definition = new CacheDefinition<int, string?>("names", WireCodecs.Int32, WireCodecs.OrNull(WireCodecs.String), new CacheSettings());
        var loads = 0;
        foreach (var node in cluster.Nodes)
        {
            var cache = node.Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition);
            Assert.False(await node.RunAsync(async () => (await cache.GetIfPresentAsync(1)).Found) && loads == 0);
            Assert.Null(await node.RunAsync(async () => await cache.GetAsync(1, (_, _) =>
            {
                loads++;
                return ValueTask.FromResult<string?>(null);
            })));
            Assert.True(await node.RunAsync(async () => (await cache.GetIfPresentAsync(1)).Found));
        }

        Assert.Equal(1, loads);
    });

    [Fact]
    public void An_entry_expires_after_its_write_on_all_nodes_at_the_same_time() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10) });
        await nodes[0].GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromSeconds(8));
        await nodes[1].GetAsync(7);
        Assert.Equal(1, nodes[0].Source.Loads);
        await cluster.DelayAsync(TimeSpan.FromSeconds(2.1));
        await nodes[1].GetAsync(7);
        Assert.Equal(2, nodes[0].Source.Loads);
    });

    [Fact]
    public void An_entry_that_is_read_does_not_expire_after_access() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { Scope = CacheScope.Local, ExpireAfterAccess = TimeSpan.FromSeconds(10) });
        for (var i = 0; i < 10; i++)
        {
            await node.GetAsync(7);
            await cluster.DelayAsync(TimeSpan.FromSeconds(6));
        }

        Assert.Equal(1, node.Source.Loads);
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        await node.GetAsync(7);
        Assert.Equal(2, node.Source.Loads);
    });

    [Fact]
    public void A_loader_that_fails_fails_its_callers_and_the_next_read_loads_again() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        var error = new InvalidDataException("no such row");
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => node.Node.RunAsync(async () => await node.Cache.GetAsync(7, (_, _) => throw error)));
        Assert.Same(error, thrown);
        Assert.Equal(0, await node.GetAsync(7));
    });

    [Fact]
    public void A_load_that_nobody_waits_for_any_more_is_cancelled() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        var cancelled = new TaskCompletionSource();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        async ValueTask<int> Load(int key, CancellationToken cancellationToken)
        {
            try
            {
                await Task.Delay(TimeSpan.FromHours(1), node.Node.Time, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult();
                throw;
            }

            return 0;
        }

        var one = node.Node.RunAsync(async () => await node.Cache.GetAsync(7, Load, first.Token));
        var two = node.Node.RunAsync(async () => await node.Cache.GetAsync(7, Load, second.Token));
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        first.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.False(cancelled.Task.IsCompleted);
        second.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await cluster.WaitUntilAsync(() => cancelled.Task.IsCompleted);
        Assert.Equal(0, await node.GetAsync(7));
    });

    [Fact]
    public void The_entries_of_a_node_never_exceed_the_limit() => SimulatedCluster.RunSeeds(2, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { Scope = CacheScope.Local, MaxEntries = 10 });
        for (var i = 0; i < 100; i++)
        {
            await node.GetAsync(i);
            await node.GetAsync(0);
        }

        var present = 0;
        for (var i = 0; i < 100; i++)
            present += (await node.GetIfPresentAsync(i)).Found ? 1 : 0;
        Assert.Equal(10, present);
        Assert.Equal(100, node.Source.Loads);
    });

    [Fact]
    public void The_same_name_with_other_settings_or_types_is_refused_and_both_are_shown() => SimulatedCluster.RunSeeds(1, cluster =>
    {
        var caches = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches;
        var first = caches.Get(CachedNode.Define(new CacheSettings { MaxEntries = 17 }));
        Assert.Same(first, caches.Get(CachedNode.Define(new CacheSettings { MaxEntries = 17 })));
        var settings = Assert.Throws<InvalidOperationException>(() => caches.Get(CachedNode.Define(new CacheSettings { MaxEntries = 18 })));
        Assert.Contains("17", settings.Message, StringComparison.Ordinal);
        Assert.Contains("18", settings.Message, StringComparison.Ordinal);
        var types = Assert.Throws<InvalidOperationException>(() => caches.Get(new CacheDefinition<int, string>("numbers", WireCodecs.Int32, WireCodecs.String, new CacheSettings { MaxEntries = 17 })));
        Assert.Contains("System.String", types.Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public void After_its_plugin_has_stopped_a_cache_refuses_to_load() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.Node.RunAsync(async () => await node.Plugin.DisposeAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => node.GetAsync(7));
    });
}
