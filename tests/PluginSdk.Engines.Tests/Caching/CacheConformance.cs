namespace PluginSdk.Engines.Tests.Caching;

/// <summary>The cache's promises in real time, on every engine.</summary>
public abstract class CacheConformance(EngineFixture fixture)
{
    private const int Keys = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_value_is_loaded_once_for_all_nodes_and_after_a_removal_once_more()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var nodes = await CachingNode.StartAsync(cluster, 3);
        var source = new VersionedSource(Keys);
        foreach (var node in nodes)
            Assert.Equal(0, await node.GetAsync(1, source));
        Assert.Equal(1, source.Loads);
        source.Change(1);
        await nodes[0].Cache.RemoveAsync(1, Cancel);
        foreach (var node in nodes)
            await Eventually.BecomesTrueAsync(async () => await node.GetAsync(1, source) == 1, "the new value is read");
        Assert.Equal(2, source.Loads);
        await StopAsync(nodes);
    }

    public static TheoryData<string, bool> Invalidations => new()
    {
        { "remove", true }, { "remove", false }, { "remove all", true }, { "remove all", false },
        { "remove by tag", true }, { "remove by tag", false }, { "put", true }, { "put", false },
    };

    [Theory]
    [MemberData(nameof(Invalidations))]
    public async Task A_load_that_an_invalidation_overtook_is_never_read_again(string kind, bool onSameNode)
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var nodes = await CachingNode.StartAsync(cluster, 2);
        var source = new VersionedSource(Keys);
        var reached = new TaskCompletionSource();
        var released = new TaskCompletionSource();
        source.AfterRead = () =>
        {
            reached.TrySetResult();
            return released.Task;
        };
        var late = nodes[0].GetAsync(1, source);
        await reached.Task.WaitAsync(Cancel);
        source.AfterRead = () => Task.CompletedTask;
        await InvalidateAsync(nodes[onSameNode ? 0 : 1], kind, source);
        released.SetResult();
        Assert.Equal(0, await late);
        await AssertNewAsync(nodes, source, onSameNode);
        await StopAsync(nodes);
    }

    /// <summary>The answer was on its way when the value was still there; what it says is not to stay.</summary>
    [Theory]
    [MemberData(nameof(Invalidations))]
    public async Task A_read_of_the_shared_tier_that_an_invalidation_overtook_is_never_read_again(string kind, bool onSameNode)
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var answers = new HeldAnswers();
        CachingNode[] nodes = [await CachingNode.StartAsync(cluster, "reads", answers: answers), await CachingNode.StartAsync(cluster, "writes")];
        var source = new VersionedSource(Keys);
        await nodes[1].GetAsync(1, source);
        var reached = answers.HoldNext();
        var late = nodes[0].GetAsync(1, source);
        await reached.WaitAsync(Cancel);
        await InvalidateAsync(nodes[onSameNode ? 0 : 1], kind, source);
        answers.Release();
        Assert.Equal(0, await late);
        await AssertNewAsync(nodes, source, onSameNode);
        await StopAsync(nodes);
    }

    [Fact]
    public async Task One_load_for_many_callers_on_all_nodes()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var nodes = await CachingNode.StartAsync(cluster, 4, new CacheSettings { LoadOnce = LoadOnce.Cluster });
        var source = new VersionedSource(Keys) { AfterRead = () => Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel) };
        var reads = nodes.SelectMany(node => Enumerable.Range(0, 100).Select(_ => node.GetAsync(1, source)));
        Assert.All(await Task.WhenAll(reads), value => Assert.Equal(0, value));
        Assert.Equal(1, source.Loads);
        await StopAsync(nodes);
    }

    [Fact]
    public async Task A_confirmed_removal_is_seen_by_the_next_read_of_every_node()
    {
        await using var cluster = await fixture.CreateClusterAsync();
        var nodes = await CachingNode.StartAsync(cluster, 3);
        var source = new VersionedSource(Keys);
        for (var i = 0; i < 20; i++)
        {
            foreach (var node in nodes)
                await node.GetAsync(1, source);
            var version = source.Change(1);
            var confirmation = await nodes[i % 3].Cache.RemoveAsync(1, confirm: TimeSpan.FromSeconds(30), Cancel);
            Assert.True(confirmation.IsComplete);
            foreach (var node in nodes)
                Assert.Equal(version, await node.GetAsync(1, source));
        }

        await StopAsync(nodes);
    }

    [Fact]
    public async Task Ten_thousand_random_operations_of_four_nodes_agree_with_the_model()
    {
        const int operations = 10_000;
        const int nodeCount = 4;
        // Beside the keys that are removed, one for each node that only this node puts: two that put one key race with each other.
        const int keys = Keys + nodeCount;
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var bound = TimeSpan.FromMilliseconds(500);
        await using var cluster = await fixture.CreateClusterAsync();
        var nodes = await CachingNode.StartAsync(cluster, nodeCount, new CacheSettings { MaxStaleness = bound, MaxEntries = 6 });
        var source = new VersionedSource(keys) { AfterRead = async () => await Task.Yield() };
        var model = new StalenessModel(keys, nodes.Length, bound);
        await Task.WhenAll(Enumerable.Range(0, nodes.Length).Select(async index =>
        {
            var random = new Random(seed + index);
            for (var i = 0; i < operations / nodes.Length; i++)
            {
                var key = random.Next(keys);
                switch (random.Next(100))
                {
                    case < 20 when key < Keys:
                        await ChangeAsync(nodes[index].Cache, source, model, index, key, random.Next(4));
                        break;
                    case < 20:
                        var put = source.Change(Keys + index);
                        await nodes[index].Cache.PutAsync(Keys + index, put, Cancel);
                        model.Invalidated(index, Keys + index, put);
                        break;
                    case < 30:
                        var leasts = Enumerable.Range(0, keys).Select(each => model.LeastVersion(index, each)).ToArray();
                        foreach (var (each, value) in await nodes[index].Cache.GetManyIfPresentAsync([.. Enumerable.Range(0, keys)], Cancel))
                            AssertWithin(seed, index, each, leasts[each], value, source);
                        break;
                    default:
                        var least = model.LeastVersion(index, key);
                        AssertWithin(seed, index, key, least, await nodes[index].GetAsync(key, source), source);
                        break;
                }
            }
        }));
        await StopAsync(nodes);
    }

    private static void AssertWithin(int seed, int node, int key, int least, int read, VersionedSource source) =>
        Assert.True(read >= least && read <= source.Version(key), $"seed {seed}: node {node} read version {read} of key {key}, and {least} to {source.Version(key)} was due");

    private static async Task InvalidateAsync(CachingNode node, string kind, VersionedSource source)
    {
        source.Change(1);
        await (kind switch
        {
            "remove" => node.Cache.RemoveAsync(1, Cancel),
            "remove all" => node.Cache.RemoveAllAsync(Cancel),
            "remove by tag" => node.Cache.RemoveByTagAsync("odd", Cancel),
            _ => node.Cache.PutAsync(1, 1, Cancel),
        });
    }

    /// <summary>At once on the node that invalidated, and on the other when it has heard of it.</summary>
    private static async Task AssertNewAsync(CachingNode[] nodes, VersionedSource source, bool onSameNode)
    {
        Assert.Equal(1, await nodes[onSameNode ? 0 : 1].GetAsync(1, source));
        await Eventually.BecomesTrueAsync(async () => await nodes[onSameNode ? 1 : 0].GetAsync(1, source) == 1, "the other node reads the new value");
        for (var i = 0; i < 20; i++)
        {
            foreach (var node in nodes)
                Assert.Equal(1, await node.GetAsync(1, source));
        }
    }

    private static async Task ChangeAsync(IClusterCache<int, int> cache, VersionedSource source, StalenessModel model, int node, int key, int kind)
    {
        int[] keys = kind switch
        {
            0 => [.. Enumerable.Range(0, Keys)],
            1 => [.. Enumerable.Range(0, Keys).Where(other => other % 2 == key % 2)],
            _ => [key],
        };
        var versions = keys.Select(source.Change).ToArray();
        await (kind switch
        {
            0 => cache.RemoveAllAsync(Cancel),
            1 => cache.RemoveByTagAsync(key % 2 == 0 ? "even" : "odd", Cancel),
            _ => cache.RemoveAsync(key, Cancel),
        });
        for (var i = 0; i < keys.Length; i++)
            model.Invalidated(node, keys[i], versions[i]);
    }

    private static async Task StopAsync(CachingNode[] nodes)
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }
}
