using System.Globalization;
using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>Leases that several may hold, by scripts of one round trip each whose time grows with the number of holders.</summary>
internal sealed class RedisSharedLeaseStore(RedisConnection connection, EngineBirth birth) : ILeaseStore
{
    private readonly RedisValue _channelPrefix = connection.Keys.Prefix + "shared-lease-offer:";

    public ILeaseRenewals? Renewals { get; } = connection.Options.DedicatedThreads
        ? new RedisLeaseRenewals(connection, birth, LeaseScripts.RenewShared, name => connection.Keys.Of("shared-lease", name))
        : null;

    public async ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        var known = birth.Known;
        var place = request.Place.GetValueOrDefault();
        var reply = await connection.ScriptAsync(
            LeaseScripts.AcquireShared,
            [LeaseKey(request.Name), QueueKey(request.Name), birth.Clock],
            [
                request.Owner, RedisLeaseStore.Milliseconds(request.Duration), $"{LeaseText.OneLine(request.Node)}\n{LeaseText.OneLine(request.Purpose)}",
                place.Waiter ?? "", place.Ticket, place.NextTicket,
                known.Id, birth.LongestLease(known), !connection.Options.EmptyServerIsNewCluster,
                _channelPrefix, request.Name, RedisLeaseStore.OfferMilliseconds, connection.CountsReceivers, birth.Channel,
                request.Capacity, request.Units,
            ],
            cancellationToken).ConfigureAwait(false);
        return birth.Read(reply, known, request.Duration);
    }

    public async ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken)
    {
        var known = birth.Known;
        var reply = await connection.ScriptAsync(LeaseScripts.RenewShared, [LeaseKey(name), birth.Clock], [owner, RedisLeaseStore.Milliseconds(duration), known.Id, birth.LongestLease(known), birth.Channel], cancellationToken).ConfigureAwait(false);
        return (bool)reply;
    }

    public async ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken) =>
        (bool)await EndAsync(name, owner, "release", cancellationToken).ConfigureAwait(false);

    public async ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken) =>
        await EndAsync(name, waiter, "leave", cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken)
    {
        var reply = (RedisValue[])(await connection.ScriptAsync(LeaseScripts.InspectShared, [LeaseKey(name)], [], cancellationToken).ConfigureAwait(false))!;
        var holders = new List<LeaseHolder>();
        for (var i = 1; i < reply.Length; i += 2)
            holders.Add(Parse((string)reply[i]!, (string)reply[i + 1]!, (long)reply[0]));
        return [.. holders.OrderBy(holder => holder.FencingToken)];
    }

    public async ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken)
    {
        var subscription = new LeaseSubscription(connection, RedisChannel.Literal((string)_channelPrefix! + waiter), onNotice);
        await subscription.StartAsync(cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    private ValueTask<RedisResult> EndAsync(string name, string ownerOrWaiter, string what, CancellationToken cancellationToken) =>
        connection.ScriptAsync(LeaseScripts.ReleaseShared, [LeaseKey(name), QueueKey(name)], [ownerOrWaiter, _channelPrefix, name, RedisLeaseStore.OfferMilliseconds, connection.CountsReceivers, what], cancellationToken);

    /// <summary>See <see cref="LeaseScripts"/>: units, token, since, until, node, purpose.</summary>
    private static LeaseHolder Parse(string owner, string value, long now)
    {
        var parts = value.Split('\n');
        var (token, since, until) = (Number(parts[1]), Number(parts[2]), Number(parts[3]));
        return new LeaseHolder(owner, parts[4], parts[5], token, TimeSpan.FromMicroseconds(Math.Max(0, now - since)), TimeSpan.FromMicroseconds(Math.Max(0, until - now)));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private RedisKey LeaseKey(string name) => connection.Keys.Of("shared-lease", name);

    private RedisKey QueueKey(string name) => connection.Keys.Of("shared-lease-queue", name);
}
