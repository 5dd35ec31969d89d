using System.Runtime.CompilerServices;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Leases by scripts of one round trip each. What they do is said in <see cref="LeaseScripts"/>.</summary>
internal sealed class RedisLeaseStore(RedisConnection connection, EngineBirth birth) : ILeaseStore
{
    /// <summary>How long an offer waits to be accepted before the lease passes to the next waiter.</summary>
    internal const int OfferMilliseconds = 500;

    private readonly RedisValue _channelPrefix = connection.Keys.Prefix + "lease-offer:";
    private readonly RedisKey _leasePrefix = connection.Keys.PrefixOf("lease");
    private readonly RedisKey _queuePrefix = connection.Keys.PrefixOf("lease-queue");

    private Description? _lastDescription;

    public ILeaseRenewals? Renewals { get; } = connection.Options.DedicatedThreads
        ? new RedisLeaseRenewals(connection, birth, LeaseScripts.Renew, name => connection.Keys.Of("lease", name))
        : null;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var known = birth.Known;
        RedisKey[] keys = [LeaseKey(request.Name), QueueKey(request.Name), birth.Clock];
        var description = DescriptionOf(request);
        RedisResult reply;
        if (request.Place is null && known.Id.Length > 0)
        {
            reply = await connection.ScriptAsync(LeaseScripts.AcquireShort, keys, [request.Owner, Milliseconds(request.Duration), description, known.Id], cancellationToken).ConfigureAwait(false);
            if (reply.Resp2Type == ResultType.Array || (long)reply != 0)
                return birth.Read(reply, known, request.Duration);
        }

        var place = request.Place.GetValueOrDefault();
        reply = await connection.ScriptAsync(
            LeaseScripts.Acquire,
            keys,
            [
                request.Owner, Milliseconds(request.Duration), description,
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
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

    /// <summary>What a lease says of its holder. One node asks for the same again and again, mostly without a purpose.</summary>
    private RedisValue DescriptionOf(in LeaseRequest request)
    {
        if (_lastDescription is not { } last || last.Node != request.Node || last.Purpose != request.Purpose)
            _lastDescription = last = new Description(request.Node, request.Purpose, $"{LeaseText.OneLine(request.Node)}\n{LeaseText.OneLine(request.Purpose)}");
        return last.Text;
    }

    private RedisKey LeaseKey(string name) => ((RedisKey)name).Prepend(_leasePrefix);

    private RedisKey QueueKey(string name) => ((RedisKey)name).Prepend(_queuePrefix);

    private sealed record Description(string Node, string Purpose, RedisValue Text);
}
