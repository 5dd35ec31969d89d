using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

/// <summary>What every engine promises of leases that several may hold; with one holder, what it promises of plain ones.</summary>
public abstract class SharedLeaseConformance(EngineFixture fixture) : LeaseConformance(fixture)
{
    private const int All = 1 << 30;

    private protected override ILeaseStore Select(IClusterEngine engine) => engine.SharedLeases;

    [Fact]
    public async Task As_many_hold_it_as_there_are_places()
    {
        var tokens = new List<long>();
        for (var i = 0; i < 3; i++)
            tokens.Add((await AskAsync(i % 2 == 0 ? First : Second, $"owner-{i}", 3, 1)).FencingToken);
        var refused = await AskAsync(Second, "too-many", 3, 1);

        Assert.DoesNotContain(0, tokens);
        Assert.Equal(tokens.Distinct().Order(), tokens);
        Assert.False(refused.Granted);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), Long);
        Assert.Equal(tokens, (await First.GetHoldersAsync("a", Cancel)).Select(holder => holder.FencingToken));

        await First.ReleaseAsync("a", "owner-1", 0, Cancel);
        Assert.True((await AskAsync(Second, "next", 3, 1)).Granted);
        Assert.False(await First.ReleaseAsync("a", "owner-1", 0, Cancel));
    }

    [Fact]
    public async Task Readers_share_it_and_a_writer_has_it_alone()
    {
        Assert.True((await AskAsync(First, "reader-1", All, 1)).Granted);
        Assert.True((await AskAsync(Second, "reader-2", All, 1)).Granted);
        Assert.False((await AskAsync(Second, "writer", All, All)).Granted);
        await First.ReleaseAsync("a", "reader-1", 0, Cancel);
        await First.ReleaseAsync("a", "reader-2", 0, Cancel);
        Assert.True((await AskAsync(Second, "writer", All, All)).Granted);
        Assert.False((await AskAsync(First, "reader-3", All, 1)).Granted);
    }

    [Fact]
    public async Task A_reader_that_comes_after_a_waiting_writer_waits_too_and_readers_behind_it_come_together()
    {
        await using var writer = await Waiter.ListenAsync(First, "w");
        await using var one = await Waiter.ListenAsync(Second, "r1");
        await using var two = await Waiter.ListenAsync(Second, "r2");
        await AskAsync(First, "reader", All, 1);
        var writersTicket = (await writer.AskAsync("a", "writer", capacity: All, units: All)).Ticket;
        var ticketOne = (await one.AskAsync("a", "one", capacity: All)).Ticket;
        var ticketTwo = (await two.AskAsync("a", "two", capacity: All)).Ticket;
        Assert.NotEqual(0, ticketOne);
        Assert.False((await AskAsync(First, "overtaker", All, 1)).Granted);

        await First.ReleaseAsync("a", "reader", 0, Cancel);
        await writer.HearsAsync("a");
        Assert.True((await writer.AskAsync("a", "writer", writersTicket, capacity: All, units: All)).Granted);
        Assert.False((await one.AskAsync("a", "one", ticketOne, capacity: All)).Granted);

        await First.ReleaseAsync("a", "writer", 0, Cancel);
        await Eventually.BecomesTrueAsync(async () => (await one.AskAsync("a", "one", ticketOne, capacity: All)).Granted, "the first reader is let in");
        await Eventually.BecomesTrueAsync(async () => (await two.AskAsync("a", "two", ticketTwo, capacity: All)).Granted, "the second reader is let in beside it");
        Assert.Equal(2, (await First.GetHoldersAsync("a", Cancel)).Count);
    }

    [Fact]
    public async Task A_waiter_for_much_is_told_only_when_it_may_have_it()
    {
        await using var writer = await Waiter.ListenAsync(First, "w");
        for (var i = 0; i < 3; i++)
            await AskAsync(Second, $"reader-{i}", All, 1);
        var ticket = (await writer.AskAsync("a", "writer", capacity: All, units: All)).Ticket;
        for (var i = 0; i < 3; i++)
            await Second.ReleaseAsync("a", $"reader-{i}", 0, Cancel);
        await writer.HearsAsync("a");
        Assert.False(writer.HasHeard);
        Assert.True((await writer.AskAsync("a", "writer", ticket, capacity: All, units: All)).Granted);
    }

    [Fact]
    public async Task The_place_of_a_dead_holder_is_free_after_its_lease()
    {
        await First.TryAcquireAsync(new LeaseRequest("a", "dead", Short) { Capacity = 2 }, Cancel);
        await AskAsync(First, "alive", 2, 1);
        Assert.False((await AskAsync(Second, "next", 2, 1)).Granted);
        await Eventually.BecomesTrueAsync(async () => (await AskAsync(Second, "next", 2, 1)).Granted, "the lease lapses");
        Assert.False(await First.RenewAsync("a", "dead", 0, Long, Cancel));
        Assert.True(await First.RenewAsync("a", "alive", 0, Long, Cancel));
    }

    private static ValueTask<LeaseAttempt> AskAsync(ILeaseStore leases, string owner, int capacity, int units) =>
        leases.TryAcquireAsync(new LeaseRequest("a", owner, Long) { Node = "node-1", Capacity = capacity, Units = units }, Cancel);
}
