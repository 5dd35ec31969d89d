namespace PluginSdk.Runtime;

/// <summary>
/// Renews the leases of a node and tells their holders when one is lost. It wakes up for the earliest of them; a lease that
/// is released before its first renewal costs it nothing.
/// </summary>
internal abstract class LeaseKeeper(TimeProvider time) : IAsyncDisposable
{
    protected const string Lapsed = "no renewal was answered in time";
    protected const string NotHeld = "it is not held any more on the engine";

    private readonly Lock _gate = new();
    private readonly HashSet<HeldLease> _leases = [];
    private long _armedFor = long.MaxValue;
    private bool _stopped;

    protected TimeProvider Time => time;

    public void Add(HeldLease lease)
    {
        lock (_gate)
        {
            _leases.Add(lease);
            Arm(Math.Min(lease.RenewAt, lease.Deadline));
        }
    }

    public void Remove(HeldLease lease)
    {
        lock (_gate)
            _leases.Remove(lease);
    }

    public IReadOnlyList<HeldLease> HeldBy(PluginRuntime plugin)
    {
        lock (_gate)
            return [.. _leases.Where(lease => lease.Plugin == plugin)];
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Has <see cref="TakeTurn"/> called after a while, and not later than it was to be called before. Within the gate.</summary>
    protected abstract void Wake(TimeSpan after);

    /// <summary>What is to be done now; calls <see cref="Wake"/> for what comes next.</summary>
    protected Turn TakeTurn()
    {
        var turn = new Turn([], []);
        var now = time.GetTimestamp();
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var next = long.MaxValue;
            foreach (var lease in _leases)
            {
                if (lease.Deadline <= now)
                {
                    turn.Lapsed.Add(lease);
                    continue;
                }

                // Those that are due soon go along, so that many leases do not mean many awakenings.
                if (lease.RenewAt <= now + Ticks(lease.Duration / 30))
                {
                    turn.Due.Add(lease);
                    lease.RenewAt = now + Ticks(LeaseTerms.RetryAfter(lease.Duration));
                }

                next = Math.Min(next, Math.Min(lease.RenewAt, lease.Deadline));
            }

            Arm(next);
        }

        return turn;
    }

    /// <summary>A renewal that was sent at <paramref name="sentAt"/> succeeded.</summary>
    protected void Extend(HeldLease lease, long sentAt)
    {
        lock (_gate)
        {
            lease.Extend(sentAt);
            lease.RenewAt = Math.Max(lease.RenewAt, sentAt + Ticks(LeaseTerms.RenewAfter(lease.Duration)));
        }
    }

    /// <summary>Wakes nobody up any more.</summary>
    protected void Stop()
    {
        lock (_gate)
            _stopped = true;
    }

    private void Arm(long at)
    {
        if (at >= _armedFor || _stopped)
            return;
        _armedFor = at;
        var now = time.GetTimestamp();
        Wake(at <= now ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, at).TotalMilliseconds)));
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <param name="Lapsed">Those that nobody renewed in time.</param>
    /// <param name="Due">Those to be renewed.</param>
    protected readonly record struct Turn(List<HeldLease> Lapsed, List<HeldLease> Due);
}
