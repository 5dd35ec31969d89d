using System.Collections.Concurrent;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Leases;

public abstract partial class LeaseConformance
{
    [Fact]
    public async Task A_released_lease_goes_to_the_waiter_and_nobody_overtakes()
    {
        await using var waiter = await Waiter.ListenAsync(Second, "w");
        var held = await AskAsync(First, "a", "one");
        var place = await waiter.AskAsync("a", "two");
        Assert.False(place.Granted);

        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);

        Assert.False((await AskAsync(First, "a", "overtaker")).Granted);
        await waiter.HearsAsync("a");
        var granted = await waiter.AskAsync("a", "three", place.Ticket);
        Assert.True(granted.Granted);
        Assert.True(granted.FencingToken > held.FencingToken);
        Assert.Equal("three", (await First.GetHolderAsync("a", Cancel))?.Owner);
    }

    [Fact]
    public async Task Waiters_are_served_in_the_order_of_their_tickets()
    {
        await using var early = await Waiter.ListenAsync(First, "early");
        await using var late = await Waiter.ListenAsync(Second, "late");
        await using var last = await Waiter.ListenAsync(Second, "last");
        var held = await AskAsync(First, "a", "one");
        var firstTicket = (await early.AskAsync("a", "e")).Ticket;
        var secondTicket = (await late.AskAsync("a", "l")).Ticket;
        await last.AskAsync("a", "x");
        Assert.True(secondTicket > firstTicket);
        // Asking again moves nobody.
        await early.AskAsync("a", "e", firstTicket);

        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        await early.HearsAsync("a");
        Assert.False((await late.AskAsync("a", "l", secondTicket)).Granted);
        var granted = await early.AskAsync("a", "e", firstTicket);
        Assert.True(granted.Granted);

        await First.ReleaseAsync("a", "e", granted.FencingToken, Cancel);
        await late.HearsAsync("a");
        Assert.True((await late.AskAsync("a", "l", secondTicket)).Granted);
    }

    [Fact]
    public async Task A_waiter_with_more_callers_keeps_a_place_with_the_ticket_of_the_next()
    {
        await using var busy = await Waiter.ListenAsync(First, "busy");
        await using var other = await Waiter.ListenAsync(Second, "other");
        var held = await AskAsync(First, "a", "one");
        var one = (await busy.AskAsync("a", "b1")).Ticket;
        var two = (await other.AskAsync("a", "o")).Ticket;
        var three = (await busy.AskAsync("a", "b1", one)).Ticket;

        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        await busy.HearsAsync("a");
        var granted = await busy.AskAsync("a", "b1", one, three);
        Assert.True(granted.Granted);

        await First.ReleaseAsync("a", "b1", granted.FencingToken, Cancel);
        await other.HearsAsync("a");
        granted = await other.AskAsync("a", "o", two);
        Assert.True(granted.Granted);

        await First.ReleaseAsync("a", "o", granted.FencingToken, Cancel);
        await busy.HearsAsync("a");
        Assert.True((await busy.AskAsync("a", "b2", three)).Granted);
    }

    [Fact]
    public async Task A_waiter_that_does_not_listen_any_more_swallows_no_hand_off()
    {
        var dead = await Waiter.ListenAsync(First, "dead");
        await using var alive = await Waiter.ListenAsync(Second, "alive");
        var held = await AskAsync(First, "a", "one");
        await dead.AskAsync("a", "d");
        var ticket = (await alive.AskAsync("a", "l")).Ticket;
        await dead.DisposeAsync();

        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        await alive.HearsAsync("a");
        await Eventually.BecomesTrueAsync(async () => (await alive.AskAsync("a", "l", ticket)).Granted, "it is offered to who listens");
    }

    [Fact]
    public async Task An_offer_that_is_not_accepted_passes_to_the_next_who_is_told_when_to_look()
    {
        await using var paused = await Waiter.ListenAsync(First, "paused");
        await using var next = await Waiter.ListenAsync(Second, "next");
        var held = await AskAsync(First, "a", "one");
        var late = (await paused.AskAsync("a", "p")).Ticket;
        var ticket = (await next.AskAsync("a", "n")).Ticket;

        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        var notice = await next.HearsAsync("a");
        Assert.InRange(notice.After, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5));
        LeaseAttempt granted = default;
        await Eventually.BecomesTrueAsync(async () => (granted = await next.AskAsync("a", "n", ticket)).Granted, "the offer lapses");

        // The one that was too slow takes its old place again, before whoever came after it.
        await AskAsync(First, "a", "newcomer", place: new LeasePlace("newcomer"));
        Assert.False((await paused.AskAsync("a", "p", late)).Granted);
        await First.ReleaseAsync("a", "n", granted.FencingToken, Cancel);
        await Eventually.BecomesTrueAsync(async () => (await paused.AskAsync("a", "p", late)).Granted, "it is offered to the earlier ticket");
    }

    [Fact]
    public async Task Who_leaves_the_queue_passes_on_what_was_offered_to_it()
    {
        await using var leaver = await Waiter.ListenAsync(First, "leaver");
        await using var next = await Waiter.ListenAsync(Second, "next");
        var held = await AskAsync(First, "a", "one");
        await leaver.AskAsync("a", "l");
        var ticket = (await next.AskAsync("a", "n")).Ticket;
        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        await leaver.HearsAsync("a");

        await First.LeaveQueueAsync("a", "leaver", Cancel);
        await Eventually.BecomesTrueAsync(async () => (await next.AskAsync("a", "n", ticket)).Granted, "it is offered on");
    }

    [Fact]
    public async Task Who_leaves_the_queue_before_its_turn_is_not_offered_anything()
    {
        await using var leaver = await Waiter.ListenAsync(First, "leaver");
        var held = await AskAsync(First, "a", "one");
        await leaver.AskAsync("a", "l");
        await First.LeaveQueueAsync("a", "leaver", Cancel);
        await First.ReleaseAsync("a", "one", held.FencingToken, Cancel);
        Assert.True((await AskAsync(Second, "a", "two")).Granted);
    }

    [Fact]
    public async Task A_lease_that_lapsed_goes_to_the_first_waiter_whoever_asks()
    {
        await using var waiter = await Waiter.ListenAsync(Second, "w");
        await AskAsync(First, "a", "dead", Short);
        var ticket = (await waiter.AskAsync("a", "w")).Ticket;
        await Eventually.BecomesTrueAsync(async () => await First.GetHolderAsync("a", Cancel) is null, "the lease lapses");

        Assert.False((await AskAsync(First, "a", "overtaker")).Granted);
        await waiter.HearsAsync("a");
        Assert.True((await waiter.AskAsync("a", "w", ticket)).Granted);
    }

    /// <summary>A node as the engine sees it.</summary>
    private protected sealed class Waiter(ILeaseStore leases, string name) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<LeaseNotice> _heard = [];
        private IAsyncDisposable? _subscription;

        public bool HasHeard => !_heard.IsEmpty;

        public static async Task<Waiter> ListenAsync(ILeaseStore leases, string name)
        {
            var waiter = new Waiter(leases, name);
            waiter._subscription = await leases.SubscribeAsync(name, waiter._heard.Enqueue, Cancel);
            return waiter;
        }

        public ValueTask<LeaseAttempt> AskAsync(string lease, string owner, long ticket = 0, long nextTicket = 0, int capacity = 1, int units = 1) =>
            leases.TryAcquireAsync(new LeaseRequest(lease, owner, Long, new LeasePlace(name, ticket, nextTicket)) { Node = name, Capacity = capacity, Units = units }, Cancel);

        public async Task<LeaseNotice> HearsAsync(string lease)
        {
            LeaseNotice notice = default;
            await Eventually.BecomesTrueAsync(() => _heard.TryDequeue(out notice), $"{name} hears of {lease}");
            Assert.Equal(lease, notice.Name);
            return notice;
        }

        public ValueTask DisposeAsync() => _subscription?.DisposeAsync() ?? default;
    }
}
