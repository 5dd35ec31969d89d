using System.Globalization;

namespace PluginSdk.Runtime;

/// <summary>A lock that this node holds: what its holder sees, and the deadline that the keeper moves.</summary>
internal sealed class HeldLease : ClusterLockLease
{
    private const int Held = 0, LostWhileHeld = 1, Released = 2;

    private readonly ClusterLock _lock;
    private readonly NodeLocks _node;
    private readonly long _heldSince;
    private long _deadline;
    private int _state;
    private int _disposed;
    private CancellationTokenSource? _lost;

    public HeldLease(ClusterLock clusterLock, NodeLocks node, string owner, long fencingToken, TimeSpan duration, long sentAt)
    {
        _lock = clusterLock;
        _node = node;
        _heldSince = sentAt;
        Owner = owner;
        FencingToken = fencingToken;
        Duration = duration;
        _deadline = DeadlineOf(sentAt);
        RenewAt = sentAt + Ticks(LeaseTerms.RenewAfter(duration));
    }

    public override string Name => _lock.Name;

    public override long FencingToken { get; }

    public override CancellationToken Lost
    {
        get
        {
            if (Volatile.Read(ref _lost) is { } existing)
                return existing.Token;
            var created = new CancellationTokenSource();
            var lost = Interlocked.CompareExchange(ref _lost, created, null) ?? created;
            if (Volatile.Read(ref _state) == LostWhileHeld)
                lost.Cancel();
            return lost.Token;
        }
    }

    public override TimeSpan Remaining
    {
        get
        {
            if (Volatile.Read(ref _state) != Held)
                return TimeSpan.Zero;
            var now = _node.Time.GetTimestamp();
            var deadline = Volatile.Read(ref _deadline);
            return deadline <= now ? TimeSpan.Zero : _node.Time.GetElapsedTime(now, deadline);
        }
    }

    public string QualifiedName => _lock.QualifiedName;

    public PluginRuntime Plugin => _lock.Plugin;

    public string Owner { get; }

    public TimeSpan Duration { get; }

    /// <summary>The re-entrance guard's mark of the flow that acquired it.</summary>
    public LockFlow? Flow { get; set; }

    /// <summary>When the keeper sends the next renewal; only the keeper touches it.</summary>
    public long RenewAt { get; set; }

    public long Deadline => Volatile.Read(ref _deadline);

    public bool IsHeld => Volatile.Read(ref _state) == Held;

    public override void ThrowIfLost()
    {
        if (IsHeld && _node.Time.GetTimestamp() >= Deadline)
            Lose("no renewal was answered in time");
        if (Volatile.Read(ref _state) == LostWhileHeld)
            throw new ClusterLockLostException(Name, FencingToken);
    }

    /// <summary>A renewal that was sent at <paramref name="sentAt"/> succeeded.</summary>
    public void Extend(long sentAt)
    {
        var deadline = DeadlineOf(sentAt);
        for (var current = Deadline; deadline > current;)
        {
            var seen = Interlocked.CompareExchange(ref _deadline, deadline, current);
            if (seen == current)
                return;
            current = seen;
        }
    }

    public void Lose(string reason)
    {
        if (Interlocked.CompareExchange(ref _state, LostWhileHeld, Held) != Held)
            return;
        Flow?.Leave();
        _node.Keeper.Remove(this);
        _lock.Plugin.Record(TimelineKind.LockLost, Name, string.Create(CultureInfo.InvariantCulture, $"fencing token {FencingToken}: {reason}"));
        LockLog.Lost(_node.Logger, QualifiedName, FencingToken, reason);
        if (Volatile.Read(ref _lost) is { } lost)
            _ = Detached.Start(() => TellAsync(lost));
    }

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return ValueTask.CompletedTask;
        Flow?.Leave();
        _node.Keeper.Remove(this);
        if (Interlocked.CompareExchange(ref _state, Released, Held) == Held)
            _lock.RecordReleased(FencingToken, _node.Time.GetElapsedTime(_heldSince));
        return _node.ReleaseAsync(QualifiedName, Owner, FencingToken, Duration);
    }

    /// <summary>
    /// Listeners are the plugin's code. On a deterministic context they run there; else on a
    /// thread of their own, so that one that blocks does not keep the keeper from renewing other leases.
    /// </summary>
    private async Task TellAsync(CancellationTokenSource lost)
    {
        try
        {
            if (SynchronizationContext.Current is DeterministicContext)
                lost.Cancel();
            else
#pragma warning disable RS0030 // Not on a deterministic context here.
                await lost.CancelAsync();
#pragma warning restore RS0030
        }
        catch (Exception e)
        {
            LockLog.ListenerFailed(_node.Logger, e, QualifiedName);
        }
    }

    private long DeadlineOf(long sentAt) => sentAt + Ticks(Duration - LeaseTerms.Margin(Duration));

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _node.Time.TimestampFrequency);
}
