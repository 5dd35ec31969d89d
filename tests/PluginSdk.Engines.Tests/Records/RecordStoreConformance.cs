using System.Text;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Records;

/// <summary>What every engine's record store promises.</summary>
public abstract class RecordStoreConformance(EngineFixture fixture) : IAsyncLifetime
{
    private EngineCluster? _cluster;
    private IClusterEngine? _engine;

    private protected IRecordStore Records => _engine!.Records;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await fixture.CreateClusterAsync();
        _engine = await _cluster.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Get_of_a_record_nobody_wrote_is_null()
    {
        Assert.Null(await Records.GetAsync("jobs", "a", Cancel));
        Assert.Empty((await Records.ListAsync("jobs", Cancel)).Records);
    }

    [Fact]
    public async Task A_written_record_reads_back_byte_for_byte()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).Concat(":58:\0\r\n"u8.ToArray()).ToArray();
        var written = await Records.CompareAndSetAsync("jobs", "a:b {c}\0ü", 0, bytes, null, Cancel);
        var empty = await Records.CompareAndSetAsync("jobs", "", 0, ReadOnlyMemory<byte>.Empty, null, Cancel);

        var record = await Records.GetAsync("jobs", "a:b {c}\0ü", Cancel);
        Assert.Equal(bytes, record!.Value.ToArray());
        Assert.Equal(written.Version, record.Version);
        Assert.Equal(0, (await Records.GetAsync("jobs", "", Cancel))!.Value.Length);
        Assert.True(empty.Version > written.Version);
    }

    [Fact]
    public async Task A_write_under_another_version_changes_nothing_and_says_what_stands_there()
    {
        var first = await SetAsync("a", 0, "1");
        Assert.True(first.Succeeded);

        var blind = await SetAsync("a", 0, "2");
        var wrong = await SetAsync("a", first.Version + 1, "2");
        var wrongDeletion = await DeleteAsync("a", first.Version - 1);
        var missing = await SetAsync("b", first.Version, "2");

        Assert.Equal((false, first.Version), (blind.Succeeded, blind.Version));
        Assert.Equal((false, first.Version), (wrong.Succeeded, wrong.Version));
        Assert.Equal((false, first.Version), (wrongDeletion.Succeeded, wrongDeletion.Version));
        Assert.Equal((false, 0L), (missing.Succeeded, missing.Version));
        Assert.Equal("1", await ReadAsync("a"));
        Assert.Null(await ReadAsync("b"));
    }

    [Fact]
    public async Task A_version_is_at_least_the_engines_time_in_microseconds()
    {
        var before = await Records.GetTimeAsync(Cancel);
        var written = await SetAsync("a", 0, "1");
        Assert.True(written.Version >= (before - DateTimeOffset.UnixEpoch).Ticks / 10);
        Assert.True(written.Time >= before);
    }

    [Fact]
    public async Task Versions_grow_across_writes_deletion_and_expiry_also_within_one_microsecond()
    {
        long last = 0, current = 0;
        for (var i = 0; i < 50; i++)
        {
            var written = await SetAsync("a", current, "x");
            Assert.True(written.Succeeded);
            Assert.True(written.Version > last);
            last = current = written.Version;
            if (i % 5 == 4)
            {
                Assert.True((await DeleteAsync("a", current)).Succeeded);
                current = 0;
            }
        }
    }

    [Fact]
    public async Task A_deleted_record_is_gone_and_can_be_written_as_new()
    {
        var first = await SetAsync("a", 0, "1");
        var deleted = await DeleteAsync("a", first.Version);
        Assert.Equal((true, 0L), (deleted.Succeeded, deleted.Version));
        Assert.Null(await ReadAsync("a"));
        Assert.False((await SetAsync("a", first.Version, "2")).Succeeded);
        Assert.True((await SetAsync("a", 0, "2")).Succeeded);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_succeeds_and_leaves_nothing()
    {
        var deleted = await DeleteAsync("never", 0);
        Assert.Equal((true, 0L), (deleted.Succeeded, deleted.Version));
        Assert.Empty((await Records.ListAsync("jobs", Cancel)).Records);
    }

    [Fact]
    public async Task List_is_ordered_by_key_and_keeps_collections_apart()
    {
        foreach (var key in new[] { "b", "a", "B", "ä", "a1", "" })
            await SetAsync(key, 0, key);
        await Records.CompareAndSetAsync("other", "c", 0, "c"u8.ToArray(), null, Cancel);

        var list = await Records.ListAsync("jobs", Cancel);
        Assert.Equal(["", "B", "a", "a1", "b", "ä"], list.Records.Select(r => r.Key));
        Assert.All(list.Records, r => Assert.Equal(r.Key, Encoding.UTF8.GetString(r.Value.Span)));
        Assert.True(list.Time <= await Records.GetTimeAsync(Cancel));
    }

    [Fact]
    public async Task A_record_with_a_life_is_gone_after_it_and_the_others_stay()
    {
        var life = TimeSpan.FromMilliseconds(150);
        var written = await SetAsync("short", 0, "1", life);
        await SetAsync("long", 0, "2");
        await Eventually.BecomesTrueAsync(async () => await ReadAsync("short") is null, "the record expires");

        Assert.True(await Records.GetTimeAsync(Cancel) >= written.Time + life);
        Assert.Equal(["long"], (await Records.ListAsync("jobs", Cancel)).Records.Select(r => r.Key));
        Assert.False((await SetAsync("short", written.Version, "3")).Succeeded);
        var again = await SetAsync("short", 0, "3");
        Assert.True(again.Succeeded);
        Assert.True(again.Version > written.Version);
    }

    [Fact]
    public async Task A_write_without_a_life_takes_away_the_life_that_was_there()
    {
        var first = await SetAsync("a", 0, "1", TimeSpan.FromMilliseconds(100));
        await SetAsync("a", first.Version, "2");
        await SetAsync("probe", 0, "p", TimeSpan.FromMilliseconds(150));
        await Eventually.BecomesTrueAsync(async () => await ReadAsync("probe") is null, "a longer life ends");
        Assert.Equal("2", await ReadAsync("a"));
    }

    [Fact]
    public async Task A_collection_whose_records_all_expired_takes_new_ones()
    {
        var first = await SetAsync("a", 0, "1", TimeSpan.FromMilliseconds(50));
        await Eventually.BecomesTrueAsync(async () => (await Records.ListAsync("jobs", Cancel)).Records.Count == 0, "the collection empties");
        var second = await SetAsync("a", 0, "2");
        Assert.True(second.Succeeded && second.Version > first.Version);
        Assert.Equal("2", await ReadAsync("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_life_that_is_not_positive_is_refused(int milliseconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await SetAsync("a", 0, "1", TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public async Task Of_many_writers_under_one_version_exactly_one_succeeds()
    {
        long version = 0;
        for (var round = 0; round < 20; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SetAsync("a", version, $"{i}").AsTask()));
            var winner = Assert.Single(results, r => r.Succeeded);
            Assert.All(results, r => Assert.Equal(winner.Version, r.Version));
            Assert.Equal($"{Array.IndexOf(results, winner)}", await ReadAsync("a"));
            version = winner.Version;
        }
    }

    [Fact]
    public async Task A_cancelled_caller_gets_no_answer()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Records.GetAsync("jobs", "a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Records.ListAsync("jobs", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Records.CompareAndSetAsync("jobs", "a", 0, null, null, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Records.GetTimeAsync(cancelled));
    }

    private ValueTask<CompareAndSetResult> SetAsync(string key, long expected, string value, TimeSpan? life = null) =>
        Records.CompareAndSetAsync("jobs", key, expected, Encoding.UTF8.GetBytes(value), life, Cancel);

    private ValueTask<CompareAndSetResult> DeleteAsync(string key, long expected) =>
        Records.CompareAndSetAsync("jobs", key, expected, null, null, Cancel);

    private async Task<string?> ReadAsync(string key) =>
        await Records.GetAsync("jobs", key, Cancel) is { } record ? Encoding.UTF8.GetString(record.Value.Span) : null;
}
