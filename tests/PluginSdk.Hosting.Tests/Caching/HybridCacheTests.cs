using System.Buffers;
using System.ComponentModel;
using System.Text;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Hosting.Tests.Hosts;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Caching;

/// <summary>A cluster cache behind HybridCache, on three nodes in virtual time.</summary>
public sealed class HybridCacheTests : IAsyncLifetime
{
    private static readonly TimeSpan s_bound = new ClusterHybridCacheOptions().MaxStaleness;

    private TestCluster? _cluster;
    private ClusterHybridCache[] _nodes = [];

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    private TestCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync<NumbersPlugin>(3, cancellationToken: Timeout);
        var services = new ServiceCollection()
            .AddSingleton<IHybridCacheSerializer<Mutable>, MutableSerializer>()
            .AddSingleton<IHybridCacheSerializerFactory, FrozenFactory>()
            .BuildServiceProvider();
        _nodes = [.. _cluster.Select(node => new ClusterHybridCache(() => node.Cluster.Caches, new HybridSerializers(services), new ClusterHybridCacheOptions()))];
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    [Fact]
    public async Task A_value_is_made_once_for_all_nodes_and_again_after_a_removal_on_any()
    {
        Assert.Equal("1", await GetAsync(0, "k", "1"));
        Assert.Equal(["1", "1", "1"], await GetAllAsync("k", "not made"));
        await On(1, node => node.RemoveAsync("k", Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["2", "2", "2"], await GetAllAsync("k", "2"));
    }

    [Fact]
    public async Task A_removed_tag_reaches_all_nodes_and_leaves_the_others_values()
    {
        await GetAsync(0, "red", "1", tags: ["red", "any"]);
        await GetAsync(1, "blue", "1", tags: ["blue", "any"]);
        await GetAllAsync("red", "not made");
        await GetAllAsync("blue", "not made");

        await On(2, node => node.RemoveByTagAsync("red", Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["2", "2", "2"], await GetAllAsync("red", "2"));
        Assert.Equal(["1", "1", "1"], await GetAllAsync("blue", "2"));

        await On(2, node => node.RemoveByTagAsync("*", Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["3", "3", "3"], await GetAllAsync("red", "3"));
        Assert.Equal(["3", "3", "3"], await GetAllAsync("blue", "3"));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("tag")]
    [InlineData("set")]
    public async Task A_factory_that_ends_after_an_invalidation_is_not_served_from_the_cache(string kind)
    {
        var late = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isRunning = false;
        var loading = On(0, async node => await node.GetOrCreateAsync("k", async token =>
        {
            isRunning = true;
            return await late.Task.WaitAsync(token);
        }, tags: ["t"], cancellationToken: Timeout));
        await Cluster.WaitUntilAsync(() => isRunning, cancellationToken: Timeout);

        await On(1, node => kind switch
        {
            "remove" => node.RemoveAsync("k", Timeout),
            "tag" => node.RemoveByTagAsync("t", Timeout),
            _ => node.SetAsync("k", "new", cancellationToken: Timeout),
        });
        late.SetResult("late");
        Assert.Equal("late", await Cluster.WhileTimePassesAsync(() => loading, Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["new", "new", "new"], await GetAllAsync("k", "new"));
    }

    [Fact]
    public async Task A_value_expires_everywhere_when_its_caller_said_or_else_by_default()
    {
        var options = new HybridCacheEntryOptions { Expiration = TimeSpan.FromMilliseconds(900) };
        await On(0, async node => await node.GetOrCreateAsync("k", _ => ValueTask.FromResult("1"), options, cancellationToken: Timeout));
        await GetAsync(0, "default", "1");
        await Cluster.AdvanceAsync(TimeSpan.FromMilliseconds(899), Timeout);
        Assert.Equal(["1", "1", "1"], await GetAllAsync("k", "not made"));
        await Cluster.AdvanceAsync(TimeSpan.FromMilliseconds(1), Timeout);
        Assert.Equal(["2", "2", "2"], await GetAllAsync("k", "2"));
        Assert.Equal(["1", "1", "1"], await GetAllAsync("default", "2"));
        await Cluster.AdvanceAsync(new ClusterHybridCacheOptions().DefaultExpiration, Timeout);
        Assert.Equal(["2", "2", "2"], await GetAllAsync("default", "2"));
    }

    [Fact]
    public async Task Concurrent_callers_of_one_node_share_one_call_of_a_factory()
    {
        var calls = 0;
        var values = await Cluster.WhileTimePassesAsync(
            () => On(0, node => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => node.GetOrCreateAsync("k", async token =>
            {
                calls++;
                await Task.Yield();
                return "1";
            }, cancellationToken: Timeout).AsTask()))),
            Timeout);
        Assert.Equal(1, calls);
        Assert.All(values, value => Assert.Equal("1", value));
    }

    [Fact]
    public async Task Flags_say_whether_a_value_is_read_made_and_kept()
    {
        Assert.Null(await GetAsync(0, "k", "not made", HybridCacheEntryFlags.DisableUnderlyingData));
        Assert.Equal("1", await GetAsync(0, "k", "1", HybridCacheEntryFlags.DisableDistributedCacheWrite));
        Assert.Equal("2", await GetAsync(0, "k", "2"));
        Assert.Equal("2", await GetAsync(1, "k", "not made", HybridCacheEntryFlags.DisableUnderlyingData));
        Assert.Equal("2", await GetAsync(1, "k", "3", HybridCacheEntryFlags.DisableDistributedCacheWrite));
        Assert.Equal("4", await GetAsync(1, "k", "4", HybridCacheEntryFlags.DisableDistributedCacheRead));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["4", "4", "4"], await GetAllAsync("k", "not made"));
        Assert.Equal("5", await GetAsync(2, "k", "5", HybridCacheEntryFlags.DisableDistributedCache));
        Assert.Equal(["4", "4", "4"], await GetAllAsync("k", "not made"));
    }

    [Fact]
    public async Task Mutable_values_are_each_readers_own_and_immutable_ones_are_shared()
    {
        var mutable = await GetAsync(0, "m", new Mutable { Text = "1" });
        mutable.Text = "changed";
        Assert.Equal("1", (await GetAsync(0, "m", new Mutable())).Text);

        var frozen = await GetAsync(0, "f", new Frozen("1"));
        Assert.Same(frozen, await GetAsync(0, "f", new Frozen("not made")));
        Assert.Equal("1", (await GetAsync(1, "f", new Frozen("not made"))).Text);
    }

    [Fact]
    public async Task A_null_is_a_value_and_bytes_need_no_serializer()
    {
        Assert.Null(await GetAsync<string?>(0, "null", null));
        Assert.Null(await GetAsync<string?>(1, "null", "not made"));
        Assert.Equal([1, 2], await GetAsync<byte[]>(0, "bytes", [1, 2]));
        Assert.Equal([1, 2], await GetAsync<byte[]>(1, "bytes", []));
    }

    [Fact]
    public async Task A_type_without_a_serializer_is_refused_with_what_to_do()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(0, "k", new Uri("http://localhost")));
        Assert.Contains("IHybridCacheSerializer<Uri>", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_factory_is_the_callers_error_and_nothing_is_kept()
    {
        await Assert.ThrowsAsync<IOException>(() => On(0, async node => await node.GetOrCreateAsync<string>("k", _ => throw new IOException("no"), cancellationToken: Timeout)));
        Assert.Equal("1", await GetAsync(0, "k", "1"));
    }

    private Task<T> GetAsync<T>(int node, string key, T value, HybridCacheEntryFlags flags = HybridCacheEntryFlags.None, string[]? tags = null) =>
        On(node, async cache => await cache.GetOrCreateAsync(
            key, value, static (made, _) => ValueTask.FromResult(made), new HybridCacheEntryOptions { Flags = flags }, tags, Timeout));

    private async Task<List<string>> GetAllAsync(string key, string value) =>
        [await GetAsync(0, key, value), await GetAsync(1, key, value), await GetAsync(2, key, value)];

    private Task On(int node, Func<ClusterHybridCache, ValueTask> call) => Cluster[node].RunAsync(async () => await call(_nodes[node]));

    private Task<T> On<T>(int node, Func<ClusterHybridCache, Task<T>> call) => Cluster[node].RunAsync(() => call(_nodes[node]));

    public sealed class Mutable
    {
        public string Text { get; set; } = "";
    }

    [ImmutableObject(true)]
    public sealed record Frozen(string Text);

    private sealed class MutableSerializer : IHybridCacheSerializer<Mutable>
    {
        public Mutable Deserialize(ReadOnlySequence<byte> source) => new() { Text = Encoding.UTF8.GetString(source) };

        public void Serialize(Mutable value, IBufferWriter<byte> target) => Encoding.UTF8.GetBytes(value.Text, target);
    }

    private sealed class FrozenFactory : IHybridCacheSerializerFactory, IHybridCacheSerializer<Frozen>
    {
        public bool TryCreateSerializer<T>([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IHybridCacheSerializer<T>? serializer) =>
            (serializer = this as IHybridCacheSerializer<T>) is not null;

        public Frozen Deserialize(ReadOnlySequence<byte> source) => new(Encoding.UTF8.GetString(source));

        public void Serialize(Frozen value, IBufferWriter<byte> target) => Encoding.UTF8.GetBytes(value.Text, target);
    }
}
