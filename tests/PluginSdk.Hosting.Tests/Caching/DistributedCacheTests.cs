using System.Buffers;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using PluginSdk.Hosting.Tests.Hosts;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Caching;

/// <summary>A cluster cache behind IDistributedCache, on three nodes in virtual time.</summary>
public sealed class DistributedCacheTests : IAsyncLifetime
{
    private static readonly TimeSpan s_bound = new ClusterDistributedCacheOptions().MaxStaleness;

    private TestCluster? _cluster;
    private ClusterDistributedCache[] _nodes = [];

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    private TestCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync<NumbersPlugin>(3, cancellationToken: Timeout);
        _nodes = [.. _cluster.Select(node => new ClusterDistributedCache(
            () => node.Cluster.Caches, () => node.Node.Member.Engine.Records, node.Node.Options.Member.TimeProvider, new ClusterDistributedCacheOptions()))];
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    [Fact]
    public async Task What_one_node_sets_the_others_read_and_what_one_removes_none_reads()
    {
        await SetAsync(0, "1", new());
        Assert.Equal(["1", "1", "1"], await ReadAllAsync());

        await SetAsync(1, "2", new());
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal(["2", "2", "2"], await ReadAllAsync());

        await On(2, node => node.RemoveAsync("k", Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal([null, null, null], await ReadAllAsync());
    }

    [Fact]
    public async Task A_node_that_is_cut_off_forgets_what_another_removed_when_the_bound_is_over()
    {
        await SetAsync(0, "1", new());
        Assert.Equal("1", await ReadAsync(2));
        Cluster[2].Cut();
        await On(0, node => node.RemoveAsync("k", Timeout));
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Null(await Cluster.WhileTimePassesAsync(() => ReadAsync(2), Timeout));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_absolute_expiration_ends_an_entry_everywhere_to_the_millisecond(bool isRelative)
    {
        var life = TimeSpan.FromMilliseconds(900);
        await SetAsync(0, "1", isRelative
            ? new() { AbsoluteExpirationRelativeToNow = life }
            : new() { AbsoluteExpiration = Cluster.Now + life });
        await Cluster.AdvanceAsync(life - TimeSpan.FromMilliseconds(1), Timeout);
        Assert.Equal(["1", "1", "1"], await ReadAllAsync());
        await Cluster.AdvanceAsync(TimeSpan.FromMilliseconds(1), Timeout);
        Assert.Equal([null, null, null], await ReadAllAsync());
    }

    [Fact]
    public async Task Reads_on_any_node_keep_a_sliding_entry_alive_for_all_and_without_them_it_ends()
    {
        await SetAsync(0, "1", new() { SlidingExpiration = TimeSpan.FromSeconds(16) });
        for (var reader = 0; reader < 6; reader++)
        {
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(14), Timeout);
            Assert.Equal("1", await ReadAsync(reader % 3));
        }

        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(14), Timeout);
        await On(1, node => node.RefreshAsync("k", Timeout));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(14), Timeout);
        Assert.Equal("1", await ReadAsync(2));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(16), Timeout);
        Assert.Equal([null, null, null], await ReadAllAsync());
    }

    [Fact]
    public async Task A_sliding_entry_ends_at_its_absolute_expiration_however_often_it_is_read()
    {
        await SetAsync(0, "1", new() { SlidingExpiration = TimeSpan.FromSeconds(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(25) });
        for (var second = 1; second < 25; second++)
        {
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1), Timeout);
            Assert.Equal("1", await ReadAsync(second % 3));
        }

        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(1), Timeout);
        Assert.Equal([null, null, null], await ReadAllAsync());
    }

    [Fact]
    public async Task A_renewal_does_not_bring_back_what_was_removed_or_set_meanwhile()
    {
        await SetAsync(0, "1", new() { SlidingExpiration = TimeSpan.FromMinutes(1) });
        // This node has the old entry near, and its next read renews it.
        Assert.Equal("1", await ReadAsync(1));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10), Timeout);
        Cluster[1].Pause();
        await On(0, node => node.RemoveAsync("k", Timeout));
        var late = On(1, node => node.GetAsync("k", Timeout));
        Cluster[1].Resume();
        await Cluster.WhileTimePassesAsync(() => late, Timeout);
        await Cluster.AdvanceAsync(s_bound, Timeout);
        Assert.Equal([null, null, null], await ReadAllAsync());
    }

    [Fact]
    public async Task Buffers_and_arrays_are_the_same_and_nobody_can_change_the_cache_from_outside()
    {
        var value = "abc"u8.ToArray();
        await On(0, node => node.SetAsync("k", value, new DistributedCacheEntryOptions(), Timeout));
        value[0] = (byte)'x';
        (await On(0, node => node.GetAsync("k", Timeout)))![1] = (byte)'x';
        var buffer = new ArrayBufferWriter<byte>();
        Assert.True(await On(0, node => node.TryGetAsync("k", buffer, Timeout).AsTask()));
        Assert.Equal("abc"u8.ToArray(), buffer.WrittenSpan.ToArray());
        Assert.False(await On(1, node => node.TryGetAsync("other", buffer, Timeout).AsTask()));

        await On(1, node => node.SetAsync("k", new ReadOnlySequence<byte>("def"u8.ToArray()), new DistributedCacheEntryOptions(), Timeout).AsTask());
        Assert.Equal("def", await ReadAsync(1));
    }

    [Fact]
    public async Task An_expiration_in_the_past_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SetAsync(0, "1", new() { AbsoluteExpiration = Cluster.Now }));

    private Task SetAsync(int node, string value, DistributedCacheEntryOptions options) =>
        On(node, cache => cache.SetAsync("k", Encoding.UTF8.GetBytes(value), options, Timeout));

    private async Task<string?> ReadAsync(int node) =>
        await On(node, cache => cache.GetAsync("k", Timeout)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private async Task<List<string?>> ReadAllAsync() => [await ReadAsync(0), await ReadAsync(1), await ReadAsync(2)];

    private Task On(int node, Func<ClusterDistributedCache, Task> call) => Cluster[node].RunAsync(() => call(_nodes[node]));

    private Task<T> On<T>(int node, Func<ClusterDistributedCache, Task<T>> call) => Cluster[node].RunAsync(() => call(_nodes[node]));
}
