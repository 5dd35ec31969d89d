using System.Transactions;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>Writes in an ambient transaction take effect when it commits, and not at all when it rolls back.</summary>
public sealed class TransactionTests
{
    private const int Seeds = 20;

    public static TheoryData<string, bool> Writes => new()
    {
        { "remove", true }, { "remove", false }, { "remove many", true }, { "remove many", false }, { "remove all", true },
        { "remove all", false }, { "remove by tag", true }, { "remove by tag", false }, { "put", true }, { "put", false },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public void A_write_takes_effect_with_the_commit_and_not_with_a_rollback(string kind, bool commits) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var definition = CachedNode.Define() with { Tags = (_, _) => ["tag"] };
        var caches = cluster.Nodes.Select(node => node.Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition)).ToArray();
        foreach (var (node, cache) in cluster.Nodes.Zip(caches))
            await node.RunAsync(async () => await cache.GetAsync(7, (_, _) => ValueTask.FromResult(1)));
        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await WriteAsync(caches[0], kind);
            await Task.Delay(TimeSpan.FromSeconds(1), cluster[0].Time);
            Assert.Equal(1, await cluster[1].RunAsync(async () => (await caches[1].GetIfPresentAsync(7)).GetValueOrDefault(-1)));
            Assert.Equal(1, await cluster[2].RunAsync(async () => await caches[2].GetAsync(7, (_, _) => ValueTask.FromResult(2))));
            if (commits)
                scope.Complete();
        });
        var after = await cluster[0].RunAsync(async () => await caches[0].GetAsync(7, (_, _) => ValueTask.FromResult(3)));
        Assert.Equal(!commits ? 1 : kind == "put" ? 5 : 3, after);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var (node, cache) in cluster.Nodes.Zip(caches))
            Assert.Equal(after, await node.RunAsync(async () => await cache.GetAsync(7, (_, _) => ValueTask.FromResult(4))));
    });

    [Fact]
    public void The_transaction_itself_reads_past_the_cache_what_it_has_changed_and_keeps_nothing_of_it() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.GetAsync(8);
        await node.Node.RunAsync(async () =>
        {
            using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                await node.Cache.RemoveAsync(7);
                Assert.Equal(99, await node.Cache.GetAsync(7, (_, _) =>
                {
                    Assert.NotNull(Transaction.Current);
                    return ValueTask.FromResult(99);
                }));
                Assert.False((await node.Cache.GetIfPresentAsync(7)).Found);
                Assert.Equal([8], (await node.Cache.GetManyIfPresentAsync([7, 8])).Keys);
                var many = await node.Cache.GetManyAsync([7, 8], static (keys, _) => ValueTask.FromResult<IReadOnlyDictionary<int, int>>(keys.ToDictionary(key => key, _ => 95)));
                Assert.Equal((95, 0), (many[7], many[8]));
                Assert.Equal(0, await node.Cache.GetAsync(8, (_, _) => ValueTask.FromResult(98)));
                using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
                    Assert.Equal(0, await node.Cache.GetAsync(7, (_, _) => ValueTask.FromResult(97)));
            }

            Assert.Equal(0, await node.Cache.GetAsync(7, (_, _) => ValueTask.FromResult(96)));
        });
    });

    [Fact]
    public void A_load_runs_outside_the_caller_s_transaction() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.Node.RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await node.Cache.GetAsync(7, async (_, _) =>
            {
                Assert.Null(Transaction.Current);
                await Task.Yield();
                Assert.Null(Transaction.Current);
                return 1;
            });
            Assert.NotNull(Transaction.Current);
        });
    });

    [Fact]
    public void Of_a_nested_scope_only_the_outcome_of_the_whole_counts() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.Node.RunAsync(async () =>
        {
            using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                using var inner = new TransactionScope(TransactionScopeOption.Required, TransactionScopeAsyncFlowOption.Enabled);
                await node.Cache.RemoveAsync(7);
                inner.Complete();
            }
        });
        node.Source.Change(7);
        Assert.Equal(0, await node.GetAsync(7));
    });

    [Fact]
    public void Hits_are_hits_again_when_no_transaction_holds_anything() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.Node.RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await node.Cache.RemoveAsync(8);
            scope.Complete();
        });
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(10));
        var hits = node.Cache.Statistics.Hits;
        for (var i = 0; i < 10; i++)
            await node.GetAsync(7);
        Assert.Equal(hits + 10, node.Cache.Statistics.Hits);
    });

    /// <summary>The keys' loads go to the engine behind their removals, however many they are.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void After_the_commit_the_same_node_reads_what_is_new(int first) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        foreach (var key in (int[])[7, 8])
        {
            await node.GetAsync(key);
            node.Source.Change(key);
        }

        await node.Node.RunAsync(async () =>
        {
            using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                await node.Cache.RemoveAsync(7);
                await node.Cache.RemoveAsync(8);
                scope.Complete();
            }

            Assert.Equal(1, await node.Cache.GetAsync(first, node.Source.LoadAsync));
            Assert.Equal(1, await node.Cache.GetAsync(15 - first, node.Source.LoadAsync));
        });
    });

    [Fact]
    public void A_plugin_that_stops_right_after_the_commit_sends_what_was_committed() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        for (var key = 0; key < 20; key++)
        {
            await nodes[0].GetAsync(key);
            await nodes[1].GetAsync(key);
            nodes[0].Source.Change(key);
        }

        await nodes[0].Node.RunAsync(async () =>
        {
            using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                for (var key = 0; key < 20; key++)
                    await nodes[0].Cache.RemoveAsync(key);
                scope.Complete();
            }

            await nodes[0].Plugin.DisposeAsync();
            await nodes[0].Node.Member.DisposeAsync();
        });
        nodes[0].Node.Kill();
        await cluster.DelayAsync(TimeSpan.FromSeconds(3));
        for (var key = 0; key < 20; key++)
            Assert.Equal(1, await nodes[1].GetAsync(key));
    });

    /// <summary>Of two writes of one key in one transaction the last counts, whatever way their messages take.</summary>
    [Fact]
    public void A_put_that_its_own_transaction_removed_is_not_there_after_the_commit() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.Node.RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await node.Cache.PutAsync(7, 1);
            await node.Cache.RemoveAsync(7);
            await node.Cache.RemoveAsync(8);
            await node.Cache.PutAsync(8, 2);
            scope.Complete();
        });
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        Assert.False((await node.GetIfPresentAsync(7)).Found);
        Assert.Equal(2, (await node.GetIfPresentAsync(8)).Value);
    });

    [Fact]
    public void What_answers_now_cannot_wait_for_a_commit_and_says_so() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var cache = new CachedNode(cluster[0]).Cache;
        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            foreach (var write in (Func<Task>[])[
                async () => await cache.RemoveAsync(7, confirm: TimeSpan.FromSeconds(1)),
                async () => await cache.RemoveIfEqualAsync(7, 1),
                async () => await cache.PutIfAbsentAsync(7, 1),
                async () => await cache.ReplaceAsync(7, 1),
                async () => await cache.ReplaceAsync(7, 1, 2),
            ])
                Assert.Contains("wait for the commit", (await Assert.ThrowsAsync<InvalidOperationException>(write)).Message, StringComparison.Ordinal);
        });
    });

    [Fact]
    public void A_read_in_a_scope_that_is_complete_leaves_nothing_behind() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.Node.RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            scope.Complete();
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await node.Cache.GetAsync(7, node.Source.LoadAsync, TestContext.Current.CancellationToken));
        });
        Assert.Equal(0, await node.GetAsync(7));
    });

    [Fact]
    public void A_write_in_a_transaction_that_is_disposed_of_holds_nothing_up() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        await node.GetAsync(7);
        await node.Node.RunAsync(async () =>
        {
            using var transaction = new CommittableTransaction();
            var scope = new TransactionScope(transaction, TransactionScopeAsyncFlowOption.Enabled);
            transaction.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(async () => await node.Cache.RemoveAsync(7, TestContext.Current.CancellationToken));
            scope.Dispose();
        });
        var hits = node.Cache.Statistics.Hits;
        await node.GetAsync(7);
        await node.GetAsync(7);
        Assert.Equal(hits + 2, node.Cache.Statistics.Hits);
    });

    private static ValueTask WriteAsync(IClusterCache<int, int> cache, string kind) => kind switch
    {
        "remove" => cache.RemoveAsync(7),
        "remove many" => cache.RemoveManyAsync([6, 7]),
        "remove all" => cache.RemoveAllAsync(),
        "remove by tag" => cache.RemoveByTagAsync("tag"),
        _ => cache.PutAsync(7, 5),
    };
}
