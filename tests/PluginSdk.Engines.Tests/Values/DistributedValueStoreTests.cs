using System.Text;
using PluginSdk.Hosting;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Engines.Tests.Values;

/// <summary>What the shared tier makes of a distributed cache that loses values, keeps them too long or fails.</summary>
public sealed class DistributedValueStoreTests : IAsyncDisposable
{
    private static readonly byte[] s_key = [1];

    private readonly SpyCache _cache = new();
    private readonly DistributedEngine _engine;
    private long _appends;

    public DistributedValueStoreTests() => _engine = new DistributedEngine(new InMemoryEngine(), _cache, Random.Shared);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_bytes_are_a_miss_that_one_load_fills_again_unless_it_is_invalidated_meanwhile()
    {
        await PutAsync("1");
        _cache.LoseAll();
        Assert.Null(await GetAsync());
        var first = await _engine.Values.ClaimAsync("c", s_key, TimeSpan.FromMinutes(1), Cancel);
        Assert.False(first.Stored.Found);
        var second = await _engine.Values.ClaimAsync("c", s_key, TimeSpan.FromMinutes(1), Cancel);
        Assert.True(await FillAsync("2", first.Ticket));
        Assert.False(await FillAsync("late", second.Ticket));
        Assert.Equal("2", await GetAsync());

        _cache.LoseAll();
        var overtaken = await _engine.Values.ClaimAsync("c", s_key, TimeSpan.FromMinutes(1), Cancel);
        await RemoveAsync(WriteCondition.None);
        Assert.False(await FillAsync("late", overtaken.Ticket));
        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task Lost_bytes_are_absent_to_every_condition()
    {
        await PutAsync("1");
        _cache.LoseAll();
        Assert.False((await PutAsync("2", WriteCondition.Present)).Written);
        Assert.False((await PutAsync("2", WriteCondition.Equal(Bytes("1")))).Written);
        Assert.True((await PutAsync("2", WriteCondition.Absent)).Written);
        Assert.Equal("2", await GetAsync());
    }

    [Fact]
    public async Task What_is_replaced_removed_or_refused_leaves_the_cache_at_once()
    {
        await PutAsync("1");
        await PutAsync("2");
        Assert.Equal(1, _cache.Count);
        await PutAsync("3", WriteCondition.Absent);
        Assert.False(await FillAsync("late", new FillTicket(17, 17)));
        Assert.Equal(1, _cache.Count);
        await RemoveAsync(WriteCondition.None);
        Assert.Equal(0, _cache.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900)]
    [InlineData(59_001)]
    public async Task The_cache_keeps_a_value_for_whole_seconds_and_longer_than_it_lives(int milliseconds)
    {
        var life = TimeSpan.FromMilliseconds(milliseconds);
        await _engine.Values.PutAsync("c", s_key, new ValueWrite(Bytes("1"), life, []), WriteCondition.None, Append(), Cancel);
        var kept = Assert.Single(_cache.Lives)!.Value;
        Assert.Equal(0, kept.Ticks % TimeSpan.TicksPerSecond);
        Assert.True(kept > life, $"{kept} is not longer than {life}");
    }

    [Fact]
    public async Task A_cache_that_fails_is_an_engine_that_does_not_answer_and_invalidations_do_not_need_it()
    {
        await PutAsync("1");
        _cache.IsDown = true;
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await GetAsync());
        await Assert.ThrowsAsync<EngineUnavailableException>(async () => await PutAsync("2"));
        Assert.True((await RemoveAsync(WriteCondition.None)).Written);
        _cache.IsDown = false;
        Assert.Null(await GetAsync());
    }

    private async Task<string?> GetAsync() =>
        await _engine.Values.GetAsync("c", s_key, Cancel) is { Found: true } stored ? Encoding.UTF8.GetString(stored.Value.Span) : null;

    private ValueTask<bool> FillAsync(string value, FillTicket ticket) =>
        _engine.Values.FillAsync("c", s_key, new ValueWrite(Bytes(value), null, []), ticket, null, Cancel);

    private ValueTask<WriteResult> PutAsync(string value, WriteCondition condition = default) =>
        _engine.Values.PutAsync("c", s_key, new ValueWrite(Bytes(value), null, []), condition, Append(), Cancel);

    private ValueTask<WriteResult> RemoveAsync(WriteCondition condition) =>
        _engine.Values.RemoveAsync("c", [s_key], condition, Append(), Cancel);

    private LogAppend Append() => new(new AppendId("publisher", ++_appends), "cache/c", Bytes("-"));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
