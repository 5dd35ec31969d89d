using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Leases by scripts of one round trip each. What they do is said in <see cref="LeaseScripts"/>.</summary>
internal sealed class RedisLeaseStore(RedisConnection connection, EngineBirth birth) : ILeaseStore
{
    /// <summary>How long an offer waits to be accepted before the lease passes to the next waiter.</summary>
    internal const int OfferMilliseconds = 500;

    private readonly RedisValue _channelPrefix = connection.Keys.Prefix + "lease-offer:";

    public ILeaseRenewals? Renewals { get; } = connection.Options.DedicatedThreads
        ? new RedisLeaseRenewals(connection, birth, LeaseScripts.Renew, name => connection.Keys.Of("lease", name))
        : null;

    public async ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var known = birth.Known;
        var place = request.Place.GetValueOrDefault();
        var reply = await connection.ScriptAsync(
            LeaseScripts.Acquire,
            [LeaseKey(request.Name), QueueKey(request.Name), birth.Clock],
            [
                request.Owner, Milliseconds(request.Duration), $"{LeaseText.OneLine(request.Node)}\n{LeaseText.OneLine(request.Purpose)}",
                place.Waiter ?? "", place.Ticket, place.NextTicket,
                known.Id, birth.LongestLease(known), !connection.Options.EmptyServerIsNewCluster,
                _channelPrefix, request.Name, OfferMilliseconds, connection.CountsReceivers, birth.Channel,
            ],
            cancellationToken).ConfigureAwait(false);

        return birth.Read(reply, known, request.Duration);
    }

    public async ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken)
    {
        var known = birth.Known;
        var reply = await connection.ScriptAsync(LeaseScripts.Renew, [LeaseKey(name), birth.Clock], [owner, Milliseconds(duration), known.Id, birth.LongestLease(known), birth.Channel], cancellationToken).ConfigureAwait(false);
        return (bool)reply;
    }

    public async ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken)
    {
        var reply = await connection.ScriptAsync(LeaseScripts.Release, [LeaseKey(name), QueueKey(name)], [owner, _channelPrefix, name, OfferMilliseconds, connection.CountsReceivers], cancellationToken).ConfigureAwait(false);
        return (bool)reply;
    }

    public async ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken) =>
        await connection.ScriptAsync(LeaseScripts.Leave, [LeaseKey(name), QueueKey(name)], [waiter, _channelPrefix, name, OfferMilliseconds, connection.CountsReceivers], cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken)
    {
        var reply = await connection.ScriptAsync(LeaseScripts.Inspect, [LeaseKey(name)], [], cancellationToken).ConfigureAwait(false);
        if ((string?)reply[0] is not { } value || LeaseText.Parse(value) is not { } lease)
            return [];
        var heldFor = TimeSpan.FromMicroseconds(Math.Max(0, (long)reply[2] - lease.SinceMicroseconds));
        return [new LeaseHolder(lease.Owner, lease.Node, lease.Purpose, lease.Token, heldFor, TimeSpan.FromMilliseconds(Math.Max(0, (long)reply[1])))];
    }

    public async ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken)
    {
        var subscription = new LeaseSubscription(connection, RedisChannel.Literal((string)_channelPrefix! + waiter), onNotice);
        await subscription.StartAsync(cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    internal static long Milliseconds(TimeSpan span) => (long)Math.Ceiling(span.TotalMilliseconds);

    private RedisKey LeaseKey(string name) => connection.Keys.Of("lease", name);

    private RedisKey QueueKey(string name) => connection.Keys.Of("lease-queue", name);
}
