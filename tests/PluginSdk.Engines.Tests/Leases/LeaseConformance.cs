using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

/// <summary>What every engine's lease store promises about holders; the other part is about waiters.</summary>
public abstract partial class LeaseConformance(EngineFixture fixture) : IAsyncLifetime
{
    private protected static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private protected static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private EngineCluster? _cluster;

    private protected EngineCluster Cluster => _cluster!;

    private protected ILeaseStore First { get; private set; } = null!;

    private protected ILeaseStore Second { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await fixture.CreateClusterAsync();
        First = Select(await _cluster.ConnectAsync());
        Second = Select(await _cluster.ConnectAsync());
    }

    /// <summary>Shared leases promise the same to a single holder.</summary>
    private protected virtual ILeaseStore Select(IClusterEngine engine) => engine.Leases;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_lease_has_one_holder()
    {
        Assert.True((await AskAsync(First, "a", "one")).Granted);
        var refused = await AskAsync(Second, "a", "two", node: "node-2");

        Assert.False(refused.Granted);
        Assert.Equal("node-1", refused.HeldBy);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), Long);
        Assert.True((await AskAsync(Second, "b", "two")).Granted);
    }

    [Fact]
    public async Task A_released_lease_is_free_and_its_next_token_is_greater()
    {
        long last = 0;
        for (var i = 0; i < 50; i++)
        {
            var granted = await AskAsync(i % 2 == 0 ? First : Second, "a", $"owner-{i}");
            Assert.True(granted.Granted);
            Assert.True(granted.FencingToken > last);
            last = granted.FencingToken;
            Assert.True(await First.ReleaseAsync("a", $"owner-{i}", last, Cancel));
        }
    }

    [Fact]
    public async Task A_token_is_at_least_the_engines_time_in_microseconds()
    {
        var token = (await AskAsync(First, "a", "one")).FencingToken;
        var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        Assert.InRange(token, now - 60_000_000, now + 60_000_000);
    }

    [Fact]
    public async Task Tokens_of_all_names_differ()
    {
        var tokens = new List<long>();
        for (var i = 0; i < 20; i++)
            tokens.Add((await AskAsync(First, $"name-{i}", "one")).FencingToken);
        Assert.Equal(tokens.Distinct().Order(), tokens);
    }

    [Fact]
    public async Task Asking_again_with_the_same_owner_gives_the_same_grant()
    {
        var first = await AskAsync(First, "a", "one");
        var again = await AskAsync(First, "a", "one");
        Assert.True(again.Granted);
        Assert.Equal(first.FencingToken, again.FencingToken);
    }

    [Fact]
    public async Task A_late_release_or_renewal_touches_nothing_of_a_successor()
    {
        var old = await AskAsync(First, "a", "old");
        await First.ReleaseAsync("a", "old", old.FencingToken, Cancel);
        await AskAsync(Second, "a", "new");

        Assert.False(await First.ReleaseAsync("a", "old", old.FencingToken, Cancel));
        Assert.False(await First.RenewAsync("a", "old", old.FencingToken, Long, Cancel));
        Assert.Equal("new", (await First.GetHolderAsync("a", Cancel))?.Owner);
        // An owner whose name begins like another's is another.
        Assert.False(await First.ReleaseAsync("a", "ne", 0, Cancel));
        Assert.False(await First.ReleaseAsync("a", "new2", 0, Cancel));
    }

    [Fact]
    public async Task Without_renewal_a_lease_lapses_and_the_next_token_is_greater()
    {
        var first = await AskAsync(First, "a", "one", Short);
        LeaseAttempt second = default;
        await Eventually.BecomesTrueAsync(async () => (second = await AskAsync(Second, "a", "two")).Granted, "the lease lapses");
        Assert.True(second.FencingToken > first.FencingToken);
        Assert.False(await First.RenewAsync("a", "one", first.FencingToken, Short, Cancel));
    }

    [Fact]
    public async Task A_renewed_lease_outlives_its_first_term()
    {
        var token = (await AskAsync(First, "a", "one", Short)).FencingToken;
        Assert.True(await First.RenewAsync("a", "one", token, Long, Cancel));
        await AskAsync(First, "probe", "one", Short);
        await Eventually.BecomesTrueAsync(async () => (await AskAsync(Second, "probe", "two")).Granted, "a lease of the first term lapses");
        Assert.False((await AskAsync(Second, "a", "two")).Granted);
    }

    [Fact]
    public async Task The_holder_is_told_with_node_and_purpose()
    {
        Assert.Null(await First.GetHolderAsync("a", Cancel));
        var token = (await First.TryAcquireAsync(new LeaseRequest("a", "one", Long) { Node = "node\n1", Purpose = "rebuild the index" }, Cancel)).FencingToken;

        var holder = await Second.GetHolderAsync("a", Cancel);
        Assert.NotNull(holder);
        Assert.Equal("one", holder.Owner);
        Assert.Equal("rebuild the index", holder.Purpose);
        Assert.StartsWith("node", holder.Node, StringComparison.Ordinal);
        Assert.Equal(token, holder.FencingToken);
        Assert.InRange(holder.Remaining, TimeSpan.FromSeconds(1), Long);
        Assert.InRange(holder.HeldFor, TimeSpan.Zero, Long);
        await First.ReleaseAsync("a", "one", token, Cancel);
        Assert.Null(await First.GetHolderAsync("a", Cancel));
    }

    [Fact]
    public async Task Any_name_is_a_name_of_its_own()
    {
        string[] names = ["a", "a:b", "{a}", "a b", "ü", "a\0b", "A", new string('x', 255)];
        foreach (var name in names)
            Assert.True((await AskAsync(First, name, "one")).Granted);
        foreach (var name in names)
            Assert.False((await AskAsync(Second, name, "two")).Granted);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_exactly_one_is_granted()
    {
        for (var round = 0; round < 20; round++)
        {
            var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(i % 2 == 0 ? First : Second, "a", $"{round}-{i}").AsTask()));
            var winner = Array.FindIndex(attempts, attempt => attempt.Granted);
            Assert.Single(attempts, attempt => attempt.Granted);
            await First.ReleaseAsync("a", $"{round}-{winner}", attempts[winner].FencingToken, Cancel);
        }
    }

    [Fact]
    public async Task A_cancelled_caller_gets_no_answer()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await First.TryAcquireAsync(new LeaseRequest("a", "one", Long), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await First.RenewAsync("a", "one", 1, Long, cancelled));
    }

    private protected static ValueTask<LeaseAttempt> AskAsync(ILeaseStore leases, string name, string owner, TimeSpan? duration = null, LeasePlace? place = null, string node = "node-1") =>
        leases.TryAcquireAsync(new LeaseRequest(name, owner, duration ?? Long, place) { Node = node }, Cancel);
}
