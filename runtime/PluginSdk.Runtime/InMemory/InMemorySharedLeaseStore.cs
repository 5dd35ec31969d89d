using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>
/// Leases that several may hold. Only the first waiter is granted anything; it keeps its place until it is, or until
/// it does not react to a notice, so a large request is not starved by small ones that come later.
/// </summary>
internal sealed class InMemorySharedLeaseStore(TimeProvider time, InMemoryTokens tokens) : ILeaseStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SharedLease> _leases = [];
    private readonly InMemoryListeners _listeners = new();

    public ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var notices = new InMemoryNotices(_listeners);
        LeaseAttempt attempt;
        lock (_gate)
            attempt = TryAcquire(request, ref notices);
        notices.Send();
        return ValueTask.FromResult(attempt);
    }

    public ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (Find(name)?.Holders.GetValueOrDefault(owner) is not { } holder)
                return ValueTask.FromResult(false);
            holder.Until = After(duration);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var notices = new InMemoryNotices(_listeners);
        lock (_gate)
        {
            if (Find(name) is not { } lease || !lease.Holders.Remove(owner, out var released))
                return ValueTask.FromResult(false);
            CallNext(name, lease, released.Capacity, ref notices);
            Forget(name, lease);
        }

        notices.Send();
        return ValueTask.FromResult(true);
    }

    public ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            IReadOnlyList<LeaseHolder> holders = Find(name) is not { } lease
                ? []
                : [.. lease.Holders.OrderBy(pair => pair.Value.Token).Select(pair => new LeaseHolder(pair.Key, pair.Value.Node, pair.Value.Purpose, pair.Value.Token, time.GetElapsedTime(pair.Value.Since), Remaining(pair.Value.Until)))];
            return ValueTask.FromResult(holders);
        }
    }

    public ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken)
    {
        var notices = new InMemoryNotices(_listeners);
        lock (_gate)
        {
            if (Find(name) is { } lease)
            {
                lease.Queue.Remove(waiter);
                lease.Reacted(waiter);
                CallNext(name, lease, lease.Capacity, ref notices);
                Forget(name, lease);
            }
        }

        notices.Send();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken)
    {
        lock (_gate)
            _listeners.Add(waiter, onNotice);
        return ValueTask.FromResult<IAsyncDisposable>(new InMemorySubscription(() =>
        {
            lock (_gate)
                _listeners.Remove(waiter);
        }));
    }

    private LeaseAttempt TryAcquire(in LeaseRequest request, ref InMemoryNotices notices)
    {
        var lease = Find(request.Name) ?? (_leases[request.Name] = new SharedLease());
        lease.Capacity = request.Capacity;
        if (lease.Holders.TryGetValue(request.Owner, out var mine))
        {
            mine.Until = After(request.Duration);
            return new LeaseAttempt(true, mine.Token, TimeSpan.Zero);
        }

        var waiter = request.Place?.Waiter;
        if (First(lease) is { } first && first != waiter)
        {
            CallNext(request.Name, lease, request.Capacity, ref notices);
            if (First(lease) is { } still && still != waiter)
                return Refuse(request, lease);
        }

        if (waiter is not null)
            lease.Reacted(waiter);
        if (lease.Used + (long)request.Units > request.Capacity)
        {
            var refused = Refuse(request, lease);
            if (waiter is not null && lease.Queue.First == waiter)
                (lease.NeededBy, lease.Needed) = (waiter, request.Units);
            return refused;
        }

        var token = tokens.Next();
        lease.Holders[request.Owner] = new Holder { Units = request.Units, Capacity = request.Capacity, Token = token, Since = time.GetTimestamp(), Until = After(request.Duration), Node = request.Node, Purpose = request.Purpose };
        if (request.Place is { } place)
            lease.Queue.Put(place.Waiter, place.NextTicket);
        CallNext(request.Name, lease, request.Capacity, ref notices);
        return new LeaseAttempt(true, token, TimeSpan.Zero);
    }

    private LeaseAttempt Refuse(in LeaseRequest request, SharedLease lease)
    {
        long ticket = 0;
        if (request.Place is { } place)
        {
            ticket = tokens.Next();
            lease.Queue.PutEarliest(place.Waiter, place.Ticket == 0 ? ticket : place.Ticket);
        }

        var until = lease.Holders.Values.Select(holder => holder.Until).Append(lease.OfferedTo is null ? long.MaxValue : lease.OfferUntil).Min();
        var attempt = new LeaseAttempt(false, 0, until == long.MaxValue ? InMemoryLeaseStore.OfferLife : Remaining(until))
        {
            Ticket = ticket,
            HeldBy = lease.Holders.Values.FirstOrDefault()?.Node,
        };
        Forget(request.Name, lease);
        return attempt;
    }

    /// <summary>Tells the first waiter to ask, if what it needs may be free.</summary>
    private void CallNext(string name, SharedLease lease, int capacity, ref InMemoryNotices notices)
    {
        while (First(lease) is { } first)
        {
            var free = capacity - lease.Used;
            if (free <= 0 || lease.OfferedTo == first || (lease.NeededBy == first && lease.Needed > free))
                return;
            if (notices.Add(first, new LeaseNotice(name, TimeSpan.Zero)))
            {
                (lease.OfferedTo, lease.OfferUntil) = (first, After(InMemoryLeaseStore.OfferLife));
                if (lease.Queue.Second is { } second)
                    notices.Add(second, new LeaseNotice(name, InMemoryLeaseStore.OfferLife));
                return;
            }

            lease.Queue.Remove(first);
        }
    }

    /// <summary>The first waiter, without those who did not react to a notice.</summary>
    private string? First(SharedLease lease)
    {
        while (lease.Queue.First is { } first)
        {
            if (lease.OfferedTo != first || Remaining(lease.OfferUntil) > TimeSpan.Zero)
                return first;
            lease.Queue.Remove(first);
            lease.Reacted(first);
        }

        return null;
    }

    private SharedLease? Find(string name)
    {
        if (!_leases.TryGetValue(name, out var lease))
            return null;
        foreach (var (owner, _) in lease.Holders.Where(pair => Remaining(pair.Value.Until) == TimeSpan.Zero).ToList())
            lease.Holders.Remove(owner);
        return lease;
    }

    private void Forget(string name, SharedLease lease)
    {
        if (lease.Holders.Count == 0 && lease.Queue.First is null)
            _leases.Remove(name);
    }

    private long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    private TimeSpan Remaining(long until)
    {
        var now = time.GetTimestamp();
        return until <= now ? TimeSpan.Zero : time.GetElapsedTime(now, until);
    }

    private sealed class SharedLease
    {
        public Dictionary<string, Holder> Holders { get; } = [];

        public InMemoryLeaseQueue Queue { get; } = new();

        public int Capacity { get; set; }

        public string? OfferedTo { get; set; }

        public long OfferUntil { get; set; }

        public string? NeededBy { get; set; }

        public int Needed { get; set; }

        public int Used => Holders.Values.Sum(holder => holder.Units);

        public void Reacted(string waiter)
        {
            if (OfferedTo == waiter)
                OfferedTo = null;
            if (NeededBy == waiter)
                NeededBy = null;
        }
    }

    private sealed class Holder
    {
        public required int Units { get; init; }

        public required int Capacity { get; init; }

        public required long Token { get; init; }

        public required long Since { get; init; }

        public required long Until { get; set; }

        public required string Node { get; init; }

        public required string Purpose { get; init; }
    }
}
