using System.Text;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Values;

/// <summary>What every engine's value store promises.</summary>
public abstract class ValueStoreConformance(EngineFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_shortLife = TimeSpan.FromMilliseconds(150);

    private readonly string _publisher = Guid.NewGuid().ToString("n");
    private EngineCluster? _cluster;
    private IClusterEngine? _engine;
    private long _appends;

    private IValueStore Values => _engine!.Values;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await fixture.CreateClusterAsync();
        _engine = await _cluster.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _cluster!.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_nobody_filled_has_no_value() => Assert.False((await GetAsync("a")).Found);

    [Fact]
    public async Task A_fill_under_its_ticket_is_read_byte_for_byte_by_every_node()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var key = Encoding.UTF8.GetBytes("a:b {c}\0ü");
        var claim = await Values.ClaimAsync("c", key, s_life, Cancel);
        Assert.True(claim.IsNew);
        Assert.True(await Values.FillAsync("c", key, new ValueWrite(bytes, null, []), claim.Ticket, null, Cancel));
        var other = (await _cluster!.ConnectAsync()).Values;
        var stored = await other.GetAsync("c", key, Cancel);
        Assert.True(stored.Found);
        Assert.Equal(bytes, stored.Value.ToArray());
        Assert.Null(stored.Remaining);
        Assert.Empty(stored.Tags);
    }

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        await FillAsync("a", "");
        var stored = await GetAsync("a");
        Assert.True(stored.Found);
        Assert.Equal(0, stored.Value.Length);
    }

    [Fact]
    public async Task A_second_claim_gets_the_ticket_that_is_out_and_then_the_value()
    {
        var first = await ClaimAsync("a");
        var second = await ClaimAsync("a");
        Assert.True(first.IsNew);
        Assert.False(second.IsNew);
        Assert.Equal(first.Ticket, second.Ticket);
        Assert.InRange(second.TicketLife, TimeSpan.FromTicks(1), s_life);
        Assert.True(await FillAsync("a", "1", first.Ticket));
        Assert.Equal("1", Text((await ClaimAsync("a")).Stored));
    }

    [Fact]
    public async Task Only_one_fill_under_a_ticket_is_stored()
    {
        var claim = await ClaimAsync("a");
        Assert.True(await FillAsync("a", "1", claim.Ticket));
        Assert.False(await FillAsync("a", "2", claim.Ticket));
        Assert.Equal("1", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task A_fill_without_a_ticket_that_is_out_is_refused()
    {
        Assert.False(await FillAsync("a", "1", new FillTicket(17, 17)));
        Assert.False((await GetAsync("a")).Found);
    }

    [Fact]
    public async Task A_value_can_be_refreshed_under_its_ticket_once_and_only_while_it_stands()
    {
        await FillAsync("a", "1");
        var stored = await GetAsync("a");
        Assert.True(await FillAsync("a", "2", stored.Ticket));
        Assert.Equal("2", Text(await GetAsync("a")));
        Assert.False(await FillAsync("a", "3", stored.Ticket));
        var refreshed = await GetAsync("a");
        await InvalidateAsync("remove");
        await PutAsync("a", "2");
        Assert.False(await FillAsync("a", "late", refreshed.Ticket));
        var again = await GetAsync("a");
        await InvalidateAsync("remove tag");
        Assert.False(await FillAsync("a", "late", again.Ticket, "t"));
        Assert.Equal("2", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task Taking_in_the_ticket_of_a_value_leaves_the_value()
    {
        await FillAsync("a", "1");
        var stored = await GetAsync("a");
        Assert.False(await Values.FillAsync("c", Key("a"), null, stored.Ticket, null, Cancel));
        Assert.Equal("1", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task Taking_a_ticket_in_without_a_value_lets_the_next_claim_have_a_new_one()
    {
        var first = await ClaimAsync("a");
        Assert.True(await Values.FillAsync("c", Key("a"), null, first.Ticket, null, Cancel));
        var second = await ClaimAsync("a");
        Assert.True(second.IsNew);
        Assert.NotEqual(first.Ticket, second.Ticket);
        Assert.False(await FillAsync("a", "1", first.Ticket));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("remove many")]
    [InlineData("remove all")]
    [InlineData("remove tag")]
    [InlineData("put")]
    public async Task An_invalidation_takes_back_the_ticket_for_good(string kind)
    {
        var late = await ClaimAsync("a");
        await InvalidateAsync(kind);
        Assert.False(await FillAsync("a", "late", late.Ticket));
        Assert.NotEqual("late", Text(await GetAsync("a")));
        // Nor when the key is being loaded again.
        var second = await ClaimAsync("a");
        Assert.False(await FillAsync("a", "late", late.Ticket));
        Assert.Equal(kind != "put", await FillAsync("a", "new", second.Ticket));
        Assert.Equal(kind == "put" ? "put" : "new", Text(await GetAsync("a")));
    }

    [Theory]
    [InlineData("remove")]
    [InlineData("remove many")]
    [InlineData("remove all")]
    [InlineData("remove tag")]
    public async Task An_invalidation_removes_the_value_and_is_announced_in_the_same_step(string kind)
    {
        await FillAsync("a", "1", tags: ["t", "u"]);
        await FillAsync("other", "2", tags: ["u"]);
        await using var reader = _engine!.Log.OpenReader(await _engine.Log.GetTailAsync(Cancel));
        var position = await InvalidateAsync(kind);
        Assert.False((await GetAsync("a")).Found);
        Assert.Equal(kind is "remove" or "remove tag", (await GetAsync("other")).Found);
        var entry = await ReadOneAsync(reader);
        Assert.Equal(position, entry.Position);
        Assert.Equal("cache/c", entry.Topic);
        Assert.Equal(kind, Encoding.UTF8.GetString(entry.Payload.Span));
    }

    [Fact]
    public async Task A_put_is_read_and_announced()
    {
        await using var reader = _engine!.Log.OpenReader(await _engine.Log.GetTailAsync(Cancel));
        var result = await PutAsync("a", "1");
        Assert.True(result.Written);
        Assert.Equal("1", Text(await GetAsync("a")));
        Assert.Equal(result.Position, (await ReadOneAsync(reader)).Position);
    }

    [Fact]
    public async Task Conditions_decide_whether_a_write_happens()
    {
        Assert.False((await PutAsync("a", "1", WriteCondition.Present)).Written);
        Assert.True((await PutAsync("a", "1", WriteCondition.Absent)).Written);
        Assert.False((await PutAsync("a", "2", WriteCondition.Absent)).Written);
        Assert.False((await PutAsync("a", "2", WriteCondition.Equal(Bytes("3")))).Written);
        Assert.Equal("1", Text(await GetAsync("a")));
        Assert.True((await PutAsync("a", "2", WriteCondition.Equal(Bytes("1")))).Written);
        Assert.True((await PutAsync("a", "3", WriteCondition.Present)).Written);
        Assert.False((await RemoveAsync("a", WriteCondition.Equal(Bytes("2")))).Written);
        Assert.Equal("3", Text(await GetAsync("a")));
        Assert.True((await RemoveAsync("a", WriteCondition.Equal(Bytes("3")))).Written);
        Assert.False((await GetAsync("a")).Found);
    }

    [Fact]
    public async Task A_ticket_is_no_value_to_a_condition()
    {
        await ClaimAsync("a");
        Assert.False((await PutAsync("a", "1", WriteCondition.Present)).Written);
        Assert.True((await PutAsync("a", "1", WriteCondition.Absent)).Written);
    }

    [Fact]
    public async Task A_write_that_is_asked_for_again_under_its_id_is_done_once()
    {
        var put = Append("put");
        Assert.True((await PutAsync("a", "1", WriteCondition.Absent, put)).Written);
        var again = await PutAsync("a", "1", WriteCondition.Absent, put);
        Assert.True(again.Written);
        var removal = Append("remove");
        var removed = await Values.RemoveAsync("c", [Key("a")], WriteCondition.None, removal, Cancel);
        await PutAsync("a", "2");
        Assert.Equal(removed, await Values.RemoveAsync("c", [Key("a")], WriteCondition.None, removal, Cancel));
        Assert.Equal("2", Text(await GetAsync("a")));
        var all = Append("remove all");
        var position = await Values.RemoveAllAsync("c", null, all, Cancel);
        await PutAsync("a", "3");
        Assert.Equal(position, await Values.RemoveAllAsync("c", null, all, Cancel));
        Assert.Equal("3", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task A_value_expires_to_the_millisecond_and_tells_how_long_it_lives()
    {
        await FillAsync("a", "1", life: TimeSpan.FromMilliseconds(900));
        var stored = await GetAsync("a");
        Assert.True(stored.Found);
        Assert.InRange(stored.Remaining!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(900));
        await FillAsync("b", "1", life: s_shortLife);
        await Eventually.BecomesTrueAsync(async () => !(await GetAsync("b")).Found, "the value expires");
        var fresh = (await _cluster!.ConnectAsync()).Values;
        await FillAsync("d", "1", life: s_life);
        Assert.InRange((await fresh.GetAsync("c", Key("d"), Cancel)).Remaining!.Value, TimeSpan.FromTicks(1), s_life);
    }

    [Fact]
    public async Task A_ticket_expires_and_its_fill_is_refused_also_when_there_is_a_new_ticket()
    {
        var late = await Values.ClaimAsync("c", Key("a"), s_shortLife, Cancel);
        ClaimResult second = default;
        await Eventually.BecomesTrueAsync(async () => (second = await ClaimAsync("a")).IsNew, "the ticket expires");
        Assert.False(await FillAsync("a", "late", late.Ticket));
        Assert.True(await FillAsync("a", "new", second.Ticket));
        Assert.Equal("new", Text(await GetAsync("a")));
    }

    [Fact]
    public async Task An_extended_ticket_lives_on_and_one_that_was_taken_back_cannot_be_extended()
    {
        var claim = await Values.ClaimAsync("c", Key("a"), s_shortLife, Cancel);
        Assert.True(await Values.ExtendAsync("c", Key("a"), claim.Ticket, s_life, Cancel));
        Assert.InRange((await ClaimAsync("a")).TicketLife, s_shortLife, s_life);
        await InvalidateAsync("remove");
        Assert.False(await Values.ExtendAsync("c", Key("a"), claim.Ticket, s_life, Cancel));
        Assert.True((await ClaimAsync("a")).IsNew);
    }

    [Fact]
    public async Task Removing_all_of_one_cache_leaves_the_others()
    {
        await Values.PutAsync("one", Key("a"), Write("1"), WriteCondition.None, Append("put"), Cancel);
        await Values.PutAsync("one:a", Key("a"), Write("2"), WriteCondition.None, Append("put"), Cancel);
        await Values.RemoveAllAsync("one", null, Append("remove all"), Cancel);
        Assert.False((await Values.GetAsync("one", Key("a"), Cancel)).Found);
        Assert.Equal("2", Text(await Values.GetAsync("one:a", Key("a"), Cancel)));
    }

    [Fact]
    public async Task Many_keys_are_read_at_once_in_their_order()
    {
        await FillAsync("1", "one");
        await FillAsync("3", "three", life: s_life);
        await ClaimAsync("4");
        var found = await Values.GetManyAsync("c", [Key("3"), Key("2"), Key("1"), Key("4")], Cancel);
        Assert.Equal(["three", null, "one", null], found.Select(Text));
    }

    [Fact]
    public async Task Tags_come_back_with_the_value_and_only_their_values_are_removed()
    {
        await FillAsync("a", "1", tags: ["red", "green"]);
        await FillAsync("b", "2", tags: ["blue"]);
        await Values.PutAsync("c", Key("d"), new ValueWrite(Bytes("3"), s_life, ["red"]), WriteCondition.None, Append("put"), Cancel);
        Assert.Equal(["red", "green"], (await GetAsync("a")).Tags);
        await Values.RemoveAllAsync("c", "red", Append("remove tag"), Cancel);
        Assert.Equal([null, "2", null], (await Values.GetManyAsync("c", [Key("a"), Key("b"), Key("d")], Cancel)).Select(Text));
        await FillAsync("a", "4", tags: ["red"]);
        Assert.Equal("4", Text(await GetAsync("a")));
    }

    private ValueTask<StoredValue> GetAsync(string key) => Values.GetAsync("c", Key(key), Cancel);

    private ValueTask<ClaimResult> ClaimAsync(string key) => Values.ClaimAsync("c", Key(key), s_life, Cancel);

    private async Task FillAsync(string key, string value, TimeSpan? life = null, string[]? tags = null)
    {
        var claim = await ClaimAsync(key);
        Assert.True(await Values.FillAsync("c", Key(key), new ValueWrite(Bytes(value), life, tags ?? []), claim.Ticket, null, Cancel));
    }

    private ValueTask<bool> FillAsync(string key, string value, FillTicket ticket, params string[] tags) =>
        Values.FillAsync("c", Key(key), new ValueWrite(Bytes(value), null, tags), ticket, null, Cancel);

    private ValueTask<WriteResult> PutAsync(string key, string value, WriteCondition condition = default, LogAppend? append = null) =>
        Values.PutAsync("c", Key(key), Write(value), condition, append ?? Append("put"), Cancel);

    private ValueTask<WriteResult> RemoveAsync(string key, WriteCondition condition) =>
        Values.RemoveAsync("c", [Key(key)], condition, Append("remove"), Cancel);

    private async Task<LogPosition> InvalidateAsync(string kind) => kind switch
    {
        "remove" => (await Values.RemoveAsync("c", [Key("a")], WriteCondition.None, Append(kind), Cancel)).Position,
        "remove many" => (await Values.RemoveAsync("c", [Key("other"), Key("a"), Key("x")], WriteCondition.None, Append(kind), Cancel)).Position,
        "remove all" => await Values.RemoveAllAsync("c", null, Append(kind), Cancel),
        "remove tag" => await Values.RemoveAllAsync("c", "t", Append(kind), Cancel),
        _ => (await PutAsync("a", "put", append: Append(kind))).Position,
    };

    private static async Task<LogEntry> ReadOneAsync(ILogReader reader)
    {
        while (true)
        {
            var read = await reader.ReadAsync(Cancel);
            Assert.False(read.Resync);
            if (read.Entries.Count > 0)
                return Assert.Single(read.Entries);
        }
    }

    private LogAppend Append(string kind) => new(new AppendId(_publisher, ++_appends), "cache/c", Bytes(kind));

    private static ValueWrite Write(string value) => new(Bytes(value), null, []);

    private static ReadOnlyMemory<byte> Key(string key) => Bytes(key);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(StoredValue stored) => stored.Found ? Encoding.UTF8.GetString(stored.Value.Span) : null;
}
