using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Leases by scripts of one round trip each. What they do is said in <see cref="LeaseScripts"/>.</summary>
internal sealed class RedisLeaseStore(RedisConnection connection) : ILeaseStore
{
    /// <summary>How long an offer waits to be accepted before the lease passes to the next waiter.</summary>
    private const int OfferMilliseconds = 500;

    private readonly RedisValue _channelPrefix = connection.Keys.Prefix + "lease-offer:";
    private readonly RedisKey _clock = connection.Keys.Of("lease-clock");
    private readonly EngineBirth _birth = new(connection, connection.Keys.Of("lease-clock"), connection.Keys.Prefix + "lease-offer:");

    public async ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var known = _birth.Known;
        var place = request.Place.GetValueOrDefault();
        var reply = await connection.ScriptAsync(
            LeaseScripts.Acquire,
            [LeaseKey(request.Name), QueueKey(request.Name), _clock],
            [
                request.Owner, Milliseconds(request.Duration), $"{LeaseText.OneLine(request.Node)}\n{LeaseText.OneLine(request.Purpose)}",
                place.Waiter ?? "", place.Ticket, place.NextTicket,
                known.Id, LongestLease(known), !connection.Options.EmptyServerIsNewCluster,
                _channelPrefix, request.Name, OfferMilliseconds, CountsReceivers(),
            ],
            cancellationToken).ConfigureAwait(false);

        if (reply.Resp2Type != ResultType.Array)
            return new LeaseAttempt(true, (long)reply, TimeSpan.Zero);
        var token = (long)reply[0];
        if (token != 0)
        {
            _birth.Learn((string)reply[1]!, (long)reply[2]);
            return new LeaseAttempt(true, token, TimeSpan.Zero);
        }

        var id = (string)reply[4]!;
        var longest = Math.Max((long)reply[5], Milliseconds(request.Duration));
        if (id != known.Id || longest > known.LongestMilliseconds)
            _birth.Learn(id, longest);
        var held = (string)reply[3]!;
        return new LeaseAttempt(false, 0, TimeSpan.FromMilliseconds((long)reply[2]))
        {
            Ticket = (long)reply[1],
            HeldBy = LeaseText.Parse(held)?.Node,
            OnHold = held == LeaseScripts.Empty,
        };
    }

    public async ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken)
    {
        var known = _birth.Known;
        var reply = await connection.ScriptAsync(LeaseScripts.Renew, [LeaseKey(name), _clock], [owner, Milliseconds(duration), known.Id, LongestLease(known), _channelPrefix], cancellationToken).ConfigureAwait(false);
        return (bool)reply;
    }

    public async ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken)
    {
        var reply = await connection.ScriptAsync(LeaseScripts.Release, [LeaseKey(name), QueueKey(name)], [owner, _channelPrefix, name, OfferMilliseconds, CountsReceivers()], cancellationToken).ConfigureAwait(false);
        return (bool)reply;
    }

    public async ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken) =>
        await connection.ScriptAsync(LeaseScripts.Leave, [LeaseKey(name), QueueKey(name)], [waiter, _channelPrefix, name, OfferMilliseconds, CountsReceivers()], cancellationToken).ConfigureAwait(false);

    public async ValueTask<LeaseHolder?> GetHolderAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await connection.ScriptAsync(LeaseScripts.Inspect, [LeaseKey(name)], [], cancellationToken).ConfigureAwait(false);
        if ((string?)reply[0] is not { } value || LeaseText.Parse(value) is not { } lease)
            return null;
        var heldFor = TimeSpan.FromMicroseconds(Math.Max(0, (long)reply[2] - lease.SinceMicroseconds));
        return new LeaseHolder(lease.Owner, lease.Node, lease.Purpose, lease.Token, heldFor, TimeSpan.FromMilliseconds(Math.Max(0, (long)reply[1])));
    }

    public async ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken)
    {
        var subscription = new LeaseSubscription(connection, RedisChannel.Literal((string)_channelPrefix! + waiter), onNotice);
        await subscription.StartAsync(cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    private static long Milliseconds(TimeSpan span) => (long)Math.Ceiling(span.TotalMilliseconds);

    /// <summary>
    /// A publish counts those who listen, and so tells a dead waiter, only where all are connected to the one server.
    /// </summary>
    private bool CountsReceivers() => connection.Multiplexer.GetEndPoints() is [var only] && connection.Multiplexer.GetServer(only).ServerType == ServerType.Standalone;

    private long LongestLease(EngineBirth.Life known) => known.LongestMilliseconds > 0 ? known.LongestMilliseconds : Milliseconds(connection.Options.LeaseGrace);

    private RedisKey LeaseKey(string name) => connection.Keys.Of("lease", name);

    private RedisKey QueueKey(string name) => connection.Keys.Of("lease-queue", name);
}
