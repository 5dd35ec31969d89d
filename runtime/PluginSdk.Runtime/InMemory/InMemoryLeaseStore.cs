using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>The lease rules in their plainest form; the scripts of other engines do the same in the same order.</summary>
internal sealed class InMemoryLeaseStore(TimeProvider time, InMemoryTokens tokens) : ILeaseStore
{
    /// <summary>How long an offer waits to be accepted before the lease passes to the next waiter.</summary>
    internal static readonly TimeSpan OfferLife = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _leases = [];
    private readonly InMemoryListeners _listeners = new();
    private long _graceUntil;
    private TimeSpan _longestLease;

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
            if (Find(name) is not { } lease || lease.Owner != owner)
                return ValueTask.FromResult(false);
            lease.Until = After(duration);
            return ValueTask.FromResult(true);
        }
    }

    public ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var notices = new InMemoryNotices(_listeners);
        lock (_gate)
        {
            if (Find(name) is not { } lease || lease.Owner != owner)
                return ValueTask.FromResult(false);
            OfferToNext(name, lease, ref notices);
            Forget(name, lease);
        }
        notices.Send();
        return ValueTask.FromResult(true);
    }

    public ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Find(name) is not { Owner: { } owner } lease)
                return ValueTask.FromResult<IReadOnlyList<LeaseHolder>>([]);
            return ValueTask.FromResult<IReadOnlyList<LeaseHolder>>([new LeaseHolder(owner, lease.Node, lease.Purpose, lease.Token, time.GetElapsedTime(lease.Since), Remaining(lease.Until))]);
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
                if (lease.OfferedTo == waiter)
                    OfferToNext(name, lease, ref notices);
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

    /// <summary>Comes up empty, as a server that lost its data does: nothing is granted for the longest lease that was.</summary>
    internal void LoseData()
    {
        lock (_gate)
        {
            _leases.Clear();
            tokens.Forget();
            _graceUntil = After(_longestLease);
        }
    }

    private LeaseAttempt TryAcquire(in LeaseRequest request, ref InMemoryNotices notices)
    {
        var lease = Find(request.Name);
        if (lease?.Owner == request.Owner)
        {
            lease.Until = After(request.Duration);
            return new LeaseAttempt(true, lease.Token, TimeSpan.Zero);
        }

        var waiter = request.Place?.Waiter;
        lease ??= _leases[request.Name] = new Lease();
        var grace = Remaining(_graceUntil);
        if (grace > TimeSpan.Zero)
            return Refuse(request, lease, grace) with { OnHold = true };
        if (lease.IsFree && lease.Queue.First is { } first && first != waiter)
            OfferToNext(request.Name, lease, ref notices);
        if (!lease.IsFree && (waiter is null || lease.OfferedTo != waiter))
            return Refuse(request, lease, Remaining(lease.Until));

        lease.Owner = request.Owner;
        lease.OfferedTo = null;
        lease.Token = tokens.Next();
        lease.Since = time.GetTimestamp();
        lease.Until = After(request.Duration);
        lease.Node = request.Node;
        lease.Purpose = request.Purpose;
        if (request.Duration > _longestLease)
            _longestLease = request.Duration;
        if (request.Place is { } place)
            lease.Queue.Put(place.Waiter, place.NextTicket);
        return new LeaseAttempt(true, lease.Token, TimeSpan.Zero);
    }

    private LeaseAttempt Refuse(in LeaseRequest request, Lease lease, TimeSpan retryAfter)
    {
        long ticket = 0;
        if (request.Place is { } place)
        {
            ticket = tokens.Next();
            lease.Queue.PutEarliest(place.Waiter, place.Ticket == 0 ? ticket : place.Ticket);
        }
        var heldBy = lease.Owner is null ? null : lease.Node;
        Forget(request.Name, lease);
        return new LeaseAttempt(false, 0, retryAfter) { Ticket = ticket, HeldBy = heldBy };
    }

    private void OfferToNext(string name, Lease lease, ref InMemoryNotices notices)
    {
        lease.Free();
        while (lease.Queue.Take() is { } next)
        {
            // Who does not listen is not there; it takes its place again when it is.
            if (!notices.Add(next, new LeaseNotice(name, TimeSpan.Zero)))
                continue;
            lease.OfferedTo = next;
            lease.Until = After(OfferLife);
            if (lease.Queue.First is { } second)
                notices.Add(second, new LeaseNotice(name, OfferLife));
            return;
        }
    }

    private Lease? Find(string name)
    {
        if (!_leases.TryGetValue(name, out var lease))
            return null;
        if (!lease.IsFree && Remaining(lease.Until) == TimeSpan.Zero)
            lease.Free();
        return lease;
    }

    private void Forget(string name, Lease lease)
    {
        if (lease.IsFree && lease.Queue.First is null)
            _leases.Remove(name);
    }

    private long After(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    private TimeSpan Remaining(long until)
    {
        var now = time.GetTimestamp();
        return until <= now ? TimeSpan.Zero : time.GetElapsedTime(now, until);
    }

    private sealed class Lease
    {
        public string? Owner { get; set; }

        public string? OfferedTo { get; set; }

        public long Token { get; set; }

        public long Since { get; set; }

        public long Until { get; set; }

        public string Node { get; set; } = "";

        public string Purpose { get; set; } = "";

        public InMemoryLeaseQueue Queue { get; } = new();

        public bool IsFree => Owner is null && OfferedTo is null;

        public void Free() => (Owner, OfferedTo) = (null, null);
    }
}
