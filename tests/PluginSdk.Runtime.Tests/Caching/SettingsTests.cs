using PluginSdk.Testing.Simulation;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Tests.Caching;

/// <summary>Settings are promises, not hints.</summary>
public sealed class SettingsTests
{
    private const int Seeds = 20;

    [Fact]
    public void Refresh_ahead_loads_in_the_background_and_nobody_waits() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var loads = 0;
        var loading = new TaskCompletionSource();
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), RefreshAhead = TimeSpan.FromSeconds(3) };
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define(settings) with
        {
            Loader = async (_, _, _) =>
            {
                var load = ++loads;
                if (load == 2)
                    await loading.Task;
                return load;
            },
        });
        Assert.Equal(1, await node.GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromSeconds(6.5));
        Assert.Equal(1, await node.GetAsync(7));
        Assert.Equal(1, loads);
        await cluster.DelayAsync(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 5; i++)
            Assert.Equal(1, await node.GetAsync(7));
        await cluster.WaitUntilAsync(() => loads == 2);
        loading.SetResult();
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, await node.GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, await node.GetAsync(7));
        Assert.Equal(2, loads);
    });

    [Fact]
    public void A_refresh_that_an_invalidation_overtook_is_never_read() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var source = new Source(cluster[0].Time);
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), RefreshAhead = TimeSpan.FromSeconds(3) };
        var definition = CachedNode.Define(settings) with { Loader = (key, _, token) => source.LoadAsync(key, token) };
        var one = await StartedNode.StartAsync(cluster[0], definition);
        var two = await StartedNode.StartAsync(cluster[1], definition);
        await one.GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromSeconds(8));
        source.Duration = TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20));
        await one.GetAsync(7);
        await cluster.DelayAsync(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 20)));
        var version = source.Change(7);
        await two.RunAsync(cache => cache.RemoveAsync(7).AsTask());
        Assert.Equal(version, await two.GetAsync(7));
        await cluster.DelayAsync(settings.MaxStaleness);
        Assert.Equal(version, await one.GetAsync(7));
        Assert.Equal(version, await two.GetAsync(7));
    });

    [Fact]
    public void With_fail_safe_an_expired_value_stands_in_for_a_loader_that_fails_but_not_for_ever() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var fails = false;
        var calls = 0;
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), FailSafe = TimeSpan.FromSeconds(60) };
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define(settings) with
        {
            Loader = (_, _, _) =>
            {
                calls++;
                return fails ? throw new InvalidDataException("the database is down") : ValueTask.FromResult(calls);
            },
        });
        Assert.Equal(1, await node.GetAsync(7));
        fails = true;
        await cluster.DelayAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(1, await node.GetAsync(7));
        Assert.Equal(1, await node.GetAsync(7));
        Assert.Equal(2, calls);
        Assert.Equal(1, node.Cache.Statistics.FailSafes);
        Assert.Contains(cluster.Timeline.Entries, entry => entry.Kind == TimelineKind.CacheLoaded && entry.Detail!.Contains("stands in", StringComparison.Ordinal));
        await cluster.DelayAsync(TimeSpan.FromSeconds(50));
        Assert.Equal(1, await node.GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<InvalidDataException>(() => node.GetAsync(7));
        fails = false;
        Assert.Equal(calls + 1, await node.GetAsync(7));
    });

    [Fact]
    public void An_invalidated_value_never_stands_in() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var fails = false;
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), FailSafe = TimeSpan.FromSeconds(60) };
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define(settings) with
        {
            Loader = (_, _, _) => fails ? throw new InvalidDataException("the database is down") : ValueTask.FromResult(1),
        });
        await node.GetAsync(7);
        fails = true;
        await cluster.DelayAsync(TimeSpan.FromSeconds(11));
        await node.RunAsync(cache => cache.RemoveAsync(7).AsTask());
        await Assert.ThrowsAsync<InvalidDataException>(() => node.GetAsync(7));
    });

    [Fact]
    public void A_load_that_takes_too_long_times_out_also_when_it_does_not_heed_its_token() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var isCancelled = false;
        var node = new CachedNode(cluster[0], new CacheSettings { LoadTimeout = TimeSpan.FromSeconds(5) });
        var read = node.Node.RunAsync(async () => await node.Cache.GetAsync(7, async (_, token) =>
        {
            token.Register(() => isCancelled = true);
            await Task.Delay(TimeSpan.FromHours(1), node.Node.Time, CancellationToken.None);
            return 1;
        }));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => read);
        Assert.Contains("LoadTimeout", error.Message, StringComparison.Ordinal);
        Assert.True(isCancelled);
        Assert.InRange(cluster.Elapsed, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.Equal(0, await node.GetAsync(7));
    });

    [Fact]
    public void A_null_is_not_kept_where_the_cache_says_so() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var definition = new CacheDefinition<int, string?>("names", WireCodecs.Int32, WireCodecs.OrNull(WireCodecs.String), new CacheSettings { CacheNull = false });
        var cache = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition);
        string? row = null;
        var loads = 0;
        async Task<string?> Get() => await cluster[0].RunAsync(async () => await cache.GetAsync(1, (_, _) =>
        {
            loads++;
            return ValueTask.FromResult(row);
        }));
        Assert.Null(await Get());
        Assert.Null(await Get());
        row = "now it is there";
        Assert.Equal(row, await Get());
        Assert.Equal(row, await Get());
        Assert.Equal(3, loads);
    });

    [Fact]
    public void Jitter_lets_entries_of_one_moment_expire_at_different_moments_and_never_late() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { Scope = CacheScope.Local, ExpireAfterWrite = TimeSpan.FromSeconds(100), Jitter = 0.5 });
        for (var i = 0; i < 100; i++)
            await node.GetAsync(i);
        await cluster.DelayAsync(TimeSpan.FromSeconds(49));
        Assert.Equal(100, node.Cache.NearKeys.Count);
        await cluster.DelayAsync(TimeSpan.FromSeconds(26));
        Assert.InRange(node.Cache.NearKeys.Count, 20, 80);
        await cluster.DelayAsync(TimeSpan.FromSeconds(26));
        Assert.Empty(node.Cache.NearKeys);
    });

    [Fact]
    public void The_bytes_of_a_node_never_exceed_the_limit() => SimulatedCluster.RunSeeds(2, async cluster =>
    {
        var definition = new CacheDefinition<int, byte[]>("blobs", WireCodecs.Int32, WireCodecs.Binary, new CacheSettings { MaxBytes = 10_000 });
        var cache = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition);
        for (var i = 0; i < 200; i++)
        {
            var size = cluster.Random.Next(1, 2000);
            await cluster[0].RunAsync(async () => await cache.PutAsync(cluster.Random.Next(50), new byte[size]));
            Assert.InRange(cache.Statistics.Bytes, 1, 10_000);
        }

        Assert.InRange(cache.Statistics.Entries, 5, 50);
        await cluster[0].RunAsync(async () => await cache.PutAsync(99, new byte[20_000]));
        Assert.DoesNotContain(99, cache.NearKeys);
        Assert.True(await cluster[0].RunAsync(async () => await cache.ContainsAsync(99)));
    });

    [Fact]
    public void Copied_values_are_each_reader_s_own() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        foreach (var scope in new[] { CacheScope.Hybrid, CacheScope.Local })
        {
            var definition = new CacheDefinition<int, List<int>>($"lists-{scope}", WireCodecs.Int32, WireCodecs.List(WireCodecs.Int32), new CacheSettings { Values = CacheValues.Copied, Scope = scope });
            var cache = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches.Get(definition);
            var original = new List<int> { 1 };
            Task<List<int>> Get() => cluster[0].RunAsync(async () => await cache.GetAsync(1, async (_, _) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), cluster[0].Time, CancellationToken.None);
                return original;
            }));
            var lists = new List<List<int>>(await Task.WhenAll(Get(), Get())) { await Get(), await Get() };
            foreach (var list in lists)
            {
                Assert.Equal([1], list);
                list.Add(2);
            }

            original.Add(3);
            Assert.Equal([1], await Get());
        }
    });

    [Fact]
    public void Where_misses_must_not_load_without_the_engine_they_throw() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var node = new CachedNode(cluster[0], new CacheSettings { WhenUnavailable = UnavailablePolicy.Throw });
        await node.GetAsync(7);
        node.Node.Cut();
        Assert.Equal(0, await node.GetAsync(7));
        await Assert.ThrowsAnyAsync<ClusterUnavailableException>(() => node.GetAsync(8));
        await Assert.ThrowsAnyAsync<ClusterUnavailableException>(() => node.GetAsync(8));
        Assert.Equal(1, node.Source.Loads);
        node.Node.Heal();
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await node.GetAsync(8));
    });

    [Fact]
    public void Without_a_bound_of_staleness_each_read_sees_the_newest_invalidation() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var nodes = CachedNode.On(cluster, new CacheSettings { MaxStaleness = TimeSpan.Zero });
        for (var i = 0; i < 20; i++)
        {
            var writer = nodes[cluster.Random.Next(3)];
            var version = writer.Source.Change(7);
            await writer.RemoveAsync(7);
            foreach (var node in nodes)
                Assert.Equal(version, await node.GetAsync(7));
        }
    });

    [Fact]
    public void Flushing_all_leaves_what_is_unflushable() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var plugin = cluster[0].Member.CreatePlugin("acme.tests");
        var flushable = plugin.Cluster.Caches.Get(CachedNode.Define());
        var kept = plugin.Cluster.Caches.Get(CachedNode.Define(new CacheSettings { Unflushable = true }) with { Name = "kept" });
        await cluster[0].RunAsync(async () =>
        {
            await flushable.PutAsync(1, 1);
            await kept.PutAsync(1, 1);
            await plugin.Cluster.Caches.FlushAllAsync();
            Assert.False(await flushable.ContainsAsync(1));
            Assert.True(await kept.ContainsAsync(1));
        });
        Assert.Equal(["kept", "numbers"], plugin.Cluster.Caches.All.Select(cache => cache.Name));
    });

    public static TheoryData<CacheSettings, string> Nonsense => new()
    {
        { new CacheSettings { MaxEntries = 0 }, "MaxEntries" },
        { new CacheSettings { MaxBytes = -1 }, "MaxBytes" },
        { new CacheSettings { Jitter = 1.5 }, "Jitter" },
        { new CacheSettings { MaxStaleness = TimeSpan.FromSeconds(-1) }, "MaxStaleness" },
        { new CacheSettings { LoadTimeout = TimeSpan.Zero }, "LoadTimeout" },
        { new CacheSettings { RefreshAhead = TimeSpan.FromSeconds(1) }, "RefreshAhead" },
        { new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(1), RefreshAhead = TimeSpan.FromSeconds(2) }, "RefreshAhead" },
        { new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), Jitter = 0.5, RefreshAhead = TimeSpan.FromSeconds(5) }, "Jitter" },
        { new CacheSettings { FailSafe = TimeSpan.FromSeconds(1) }, "FailSafe" },
    };

    [Theory]
    [MemberData(nameof(Nonsense), DisableDiscoveryEnumeration = true)]
    public void Settings_that_make_no_sense_are_refused_by_name(CacheSettings settings, string name) => SimulatedCluster.RunSeeds(1, cluster =>
    {
        var caches = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches;
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => caches.Get(CachedNode.Define(settings))).Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_loader_that_would_never_be_called_is_refused() => SimulatedCluster.RunSeeds(1, cluster =>
    {
        var caches = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches;
        caches.Get(CachedNode.Define());
        Assert.Contains("loader", Assert.Throws<InvalidOperationException>(() => caches.Get(CachedNode.Define() with { Loader = (key, _, _) => ValueTask.FromResult(key) })).Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public void Tags_that_are_too_long_are_refused_on_every_engine() => SimulatedCluster.RunSeeds(1, async cluster =>
    {
        var cache = cluster[0].Member.CreatePlugin("acme.tests").Cluster.Caches.Get(CachedNode.Define() with { Tags = (_, _) => [new string('x', 256)] });
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => cluster[0].RunAsync(async () => await cache.PutAsync(7, 1)));
        Assert.Contains("256 bytes", refused.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void A_refresh_that_fails_is_tried_again_while_the_value_lives() => SimulatedCluster.RunSeeds(Seeds, async cluster =>
    {
        var loads = 0;
        var settings = new CacheSettings { ExpireAfterWrite = TimeSpan.FromSeconds(10), RefreshAhead = TimeSpan.FromSeconds(5) };
        var node = await StartedNode.StartAsync(cluster[0], CachedNode.Define(settings) with
        {
            Loader = (_, _, _) => ++loads is 2 or 3 ? throw new InvalidDataException() : ValueTask.FromResult(loads),
        });
        Assert.Equal(1, await node.GetAsync(7));
        await cluster.DelayAsync(TimeSpan.FromSeconds(5.5));
        for (var i = 0; i < 30; i++)
        {
            await node.GetAsync(7);
            await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(4, await node.GetAsync(7));
        Assert.Equal(4, loads);
    });

    [Fact]
    public void Settings_that_would_have_no_meaning_are_refused()
    {
        foreach (var settings in (CacheSettings[])[
            new() { Scope = CacheScope.Local, LoadOnce = LoadOnce.Cluster },
            new() { Scope = CacheScope.Local, WhenUnavailable = UnavailablePolicy.Throw },
            new() { Jitter = 0.1 },
            new() { FailSafe = TimeSpan.FromMinutes(1) },
        ])
            Assert.Throws<ArgumentException>(settings.Validate);
        new CacheSettings { Scope = CacheScope.Replicated, LoadOnce = LoadOnce.Cluster, WhenUnavailable = UnavailablePolicy.Throw, Jitter = 0.1, ExpireAfterWrite = TimeSpan.FromMinutes(1) }.Validate();
    }
}
