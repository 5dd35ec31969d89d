using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>What can be done with a cache besides getting, putting and removing.</summary>
public sealed class OperationTests
{
    private const int Seeds = 20;

    public static TheoryData<CacheScope> Scopes => [CacheScope.Hybrid, CacheScope.Local, CacheScope.Replicated];

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Conditional_writes_happen_when_their_condition_holds(CacheScope scope) => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { Scope = scope });
        await node.Node.RunAsync(async () =>
        {
            var cache = node.Cache;
            Assert.False(await cache.ReplaceAsync(1, 10));
            Assert.False(await cache.ReplaceAsync(1, 9, 10));
            Assert.False(await cache.RemoveIfEqualAsync(1, 10));
            Assert.True(await cache.PutIfAbsentAsync(1, 10));
            Assert.False(await cache.PutIfAbsentAsync(1, 11));
            Assert.Equal(10, (await cache.GetIfPresentAsync(1)).Value);
            Assert.True(await cache.ReplaceAsync(1, 12));
            Assert.False(await cache.ReplaceAsync(1, 10, 13));
            Assert.True(await cache.ReplaceAsync(1, 12, 13));
            Assert.False(await cache.RemoveIfEqualAsync(1, 12));
            Assert.Equal(13, (await cache.GetIfPresentAsync(1)).Value);
            Assert.True(await cache.RemoveIfEqualAsync(1, 13));
            Assert.False(await cache.ContainsAsync(1));
        });
    });

    [Fact]
    public void Of_concurrent_puts_if_absent_one_wins() => SimulatedCluster.RunSeeds(50, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        var won = await Task.WhenAll(nodes.Select((node, i) => node.Node.RunAsync(async () => await node.Cache.PutIfAbsentAsync(7, i))));
        Assert.Single(won, true);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
            Assert.Equal(Array.IndexOf(won, true), (await node.GetIfPresentAsync(7)).Value);
    });

    [Fact]
    public void A_put_if_absent_whose_answer_got_lost_still_tells_that_it_was_put() => SimulatedCluster.RunSeeds(100, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        var put = node.Node.RunAsync(async () => await node.Cache.PutIfAbsentAsync(7, 1));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.NextDouble() * 4));
        node.Node.Cut();
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        node.Node.Heal();
        Assert.True(await put);
        Assert.Equal(1, (await node.GetIfPresentAsync(7)).Value);
    });

    [Fact]
    public void Many_keys_are_read_in_one_round_trip_from_both_tiers() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        for (var i = 0; i < 10; i++)
            await nodes[0].PutAsync(i, i * 10);
        // What node 2 has yet to hear of the puts would keep it from keeping what it reads meanwhile.
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        await nodes[1].GetIfPresentAsync(3);
        var started = cluster.Elapsed;
        var found = await nodes[1].Node.RunAsync(async () => await nodes[1].Cache.GetManyIfPresentAsync([1, 3, 5, 77, 5]));
        Assert.InRange(cluster.Elapsed - started, TimeSpan.Zero, TimeSpan.FromMilliseconds(4));
        Assert.Equal([(1, 10), (3, 30), (5, 50)], found.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key));
        Assert.Subset(nodes[1].Cache.NearKeys.ToHashSet(), new HashSet<int> { 1, 3, 5 });
    });

    [Fact]
    public void What_many_do_not_find_is_loaded_one_by_one_or_by_one_call() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var source = new Source(cluster[0].Time) { Duration = TimeSpan.FromMilliseconds(50) };
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define() with { Loader = (key, _, token) => source.LoadAsync(key, token) });
        await node.RunAsync(async cache =>
        {
            await cache.PutAsync(1, 11);
            var started = cluster.Elapsed;
            var found = await cache.GetManyAsync([1, 2, 3]);
            Assert.Equal([(1, 11), (2, 0), (3, 0)], found.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key));
            Assert.Equal(2, source.Loads);
            Assert.InRange(cluster.Elapsed - started, TimeSpan.Zero, TimeSpan.FromMilliseconds(90));

            var calls = new List<int[]>();
            ValueTask<IReadOnlyDictionary<int, int>> LoadMany(IReadOnlyCollection<int> keys, CancellationToken cancellationToken)
            {
                calls.Add([.. keys.Order()]);
                return ValueTask.FromResult<IReadOnlyDictionary<int, int>>(keys.Where(key => key != 6).ToDictionary(key => key, key => key * 100));
            }

            found = await cache.GetManyAsync([3, 4, 5, 6], LoadMany);
            Assert.Equal([(3, 0), (4, 400), (5, 500)], found.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key));
            Assert.Equal([4, 5, 6], Assert.Single(calls));
            found = await cache.GetManyAsync([4, 5], LoadMany);
            Assert.Equal(2, found.Count);
            Assert.Single(calls);
        });
    });

    [Fact]
    public void A_bulk_load_that_an_invalidation_overtook_is_never_read_again() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        var late = nodes[0].Node.RunAsync(async () => await nodes[0].Cache.GetManyAsync([6, 7, 8], async (keys, token) =>
        {
            var versions = keys.ToDictionary(key => key, nodes[0].Source.Version);
            await Task.Delay(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)), nodes[0].Node.Time, token);
            return versions;
        }));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)));
        var version = nodes[0].Source.Change(7);
        await nodes[1].RemoveAsync(7);
        Assert.Equal(version, await nodes[1].GetAsync(7));
        await late;
        await cluster.DelayAsync(nodes[0].Cache.Settings.MaxStaleness);
        foreach (var node in nodes)
            Assert.Equal(version, await node.GetAsync(7));
    });

    [Fact]
    public void Many_keys_are_removed_on_every_node() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        for (var i = 0; i < 1200; i++)
            await nodes[0].Node.RunAsync(async () => await nodes[0].Cache.PutAsync(i, 1));
        await nodes[1].Node.RunAsync(async () => await nodes[1].Cache.GetManyIfPresentAsync([.. Enumerable.Range(0, 1200)]));
        await nodes[2].Node.RunAsync(async () => await nodes[2].Cache.RemoveManyAsync([.. Enumerable.Range(0, 1199)]));
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        foreach (var node in nodes)
        {
            var left = await node.Node.RunAsync(async () => await node.Cache.GetManyIfPresentAsync([.. Enumerable.Range(0, 1200)]));
            Assert.Equal([1199], left.Keys);
        }
    });

    [Fact]
    public void Keys_of_a_tag_are_removed_on_every_node_and_so_is_what_is_being_loaded() => SimulatedCluster.RunSeeds(40, async cluster =>
    {
        var definition = CachedNode.Define() with { Tags = (key, _) => [key % 2 == 0 ? "even" : "odd"] };
        var caches = cluster.Nodes.Select(node => node.Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition)).ToArray();
        var source = new Source(cluster[0].Time);
        Task<int> Get(int node, int key) => cluster[node].RunAsync(async () => await caches[node].GetAsync(key, source.LoadAsync));
        await Get(0, 1);
        await Get(0, 2);
        await Get(1, 1);
        source.Duration = TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20));
        var late = Get(0, 4);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)));
        foreach (var key in new[] { 1, 2, 4 })
            source.Change(key);
        await cluster[2].RunAsync(async () => await caches[2].RemoveByTagAsync("even"));
        await late;
        await cluster.DelayAsync(TimeSpan.FromSeconds(2));
        for (var node = 0; node < 3; node++)
        {
            Assert.Equal(0, await Get(node, 1));
            Assert.Equal(1, await Get(node, 2));
            Assert.Equal(1, await Get(node, 4));
        }
    });

    [Fact]
    public void Loaders_have_services_from_a_scope_of_their_own() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var services = new ServiceCollection();
        services.AddScoped<List<int>>();
        var seen = new List<List<int>>();
        var definition = CachedNode.Define() with
        {
            Loader = (key, provider, _) =>
            {
                seen.Add(provider.GetRequiredService<List<int>>());
                return ValueTask.FromResult(key);
            },
        };
        var node = await StartedNode.StartAsync(cluster[0], definition, services);
        await node.GetAsync(1);
        await node.GetAsync(2);
        Assert.Equal(2, seen.Count);
        Assert.NotSame(seen[0], seen[1]);
    });

    [Fact]
    public void Statistics_count_what_happened() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { MaxEntries = 2 });
        nodes[0].Source.Duration = TimeSpan.FromMilliseconds(10);
        await nodes[0].GetAsync(1);
        await nodes[0].GetAsync(1);
        await nodes[0].GetAsync(2);
        await nodes[0].GetAsync(3);
        await nodes[1].GetAsync(1);
        await nodes[1].RemoveAsync(1);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAsync<InvalidDataException>(() => nodes[0].Node.RunAsync(async () => await nodes[0].Cache.GetAsync(9, (_, _) => throw new InvalidDataException())));
        var one = nodes[0].Cache.Statistics;
        Assert.Equal((1, 4, 0, 4, 1, 1, 1, 1), (one.Hits, one.Misses, one.SharedHits, one.Loads, one.LoadFailures, one.Evictions, one.InvalidationsApplied, one.Entries));
        Assert.InRange(one.LoadTime, TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(40));
        var two = nodes[1].Cache.Statistics;
        Assert.Equal((0, 1, 1, 0, 1, 0), (two.Hits, two.Misses, two.SharedHits, two.Loads, two.InvalidationsApplied, two.Entries));
    });

    [Fact]
    public void The_meter_has_the_statistics_until_the_plugin_stops() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define() with { Name = "measured", Loader = (key, _, _) => ValueTask.FromResult(key) });
        await node.GetAsync(1);
        await node.GetAsync(1);
        var hits = new List<long>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "pluginsdk.cache.hits")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "pluginsdk.cache", Value: "measured" })
                    hits.Add(value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal([1], hits);
        await node.RunAsync(_ => node.Plugin.StopAsync());
        listener.RecordObservableInstruments();
        Assert.Equal([1], hits);
    });

    [Fact]
    public void Listeners_hear_in_order_what_happens_here_and_elsewhere_until_they_stop() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster);
        var heard = new List<CacheChange<int>>();
        var listening = nodes[0].Cache.Listen(heard.Add);
        using var failing = nodes[0].Cache.Listen(_ => throw new InvalidOperationException("a listener fails"));
        await nodes[0].GetAsync(1);
        await nodes[1].PutAsync(1, 5);
        await nodes[1].RemoveAsync(1);
        await nodes[1].RemoveAllAsync();
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        await nodes[0].PutAsync(2, 5);
        Assert.Equal(
            [
                new(CacheChangeKind.Loaded, 1, "node-1"), new(CacheChangeKind.Put, 1, "node-2"), new(CacheChangeKind.Removed, 1, "node-2"),
                new(CacheChangeKind.ManyRemoved, 0, "node-2"), new(CacheChangeKind.Put, 2, "node-1"),
            ],
            heard);
        listening.Dispose();
        listening.Dispose();
        await nodes[0].RemoveAsync(2);
        Assert.Equal(5, heard.Count);
    });

    [Fact]
    public void A_reference_is_loaded_once_for_all_nodes_and_again_after_a_reset() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var loads = 0;
        var definition = new ReferenceDefinition<string>("motto", WireCodecs.String, new CacheSettings()) { Loader = (_, _) => ValueTask.FromResult($"motto {++loads}") };
        var references = new List<IClusterReference<string>>();
        foreach (var node in cluster.Nodes)
            references.Add((await StartedNode.StartAsync(node, CachedNode.Define())).Plugin.Cluster.Caches.GetReference(definition));
        for (var i = 0; i < 3; i++)
            Assert.Equal("motto 1", await cluster[i].RunAsync(async () => await references[i].GetAsync()));
        await cluster[1].RunAsync(async () => await references[1].ResetAsync());
        Assert.False((await cluster[1].RunAsync(async () => await references[1].GetIfPresentAsync())).Found);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        for (var i = 0; i < 3; i++)
            Assert.Equal("motto 2", await cluster[i].RunAsync(async () => await references[i].GetAsync()));
    });

    [Fact]
    public void A_cache_without_a_loader_says_how_to_give_it_one() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var node = new CachedNode(cluster[0]);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => node.Node.RunAsync(async () => await node.Cache.GetAsync(1)));
        Assert.Contains("Loader", error.Message, StringComparison.Ordinal);
    });
}
