using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// Renews the leases of a node and tells their holders when one is lost. One timer serves all of them; a lease that is
/// released before its first renewal costs it nothing.
/// </summary>
internal sealed class LeaseKeeper(TimeProvider time, ILeaseStore store, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<HeldLease> _leases = [];
    private ITimer? _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

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

    public async ValueTask DisposeAsync()
    {
        ITimer? timer;
        lock (_gate)
        {
            _disposed = true;
            timer = _timer;
        }

        if (timer is not null)
            await timer.DisposeAsync();
    }

    private void OnTimer()
    {
        List<HeldLease>? due = null;
        List<HeldLease>? lapsed = null;
        var now = time.GetTimestamp();
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var next = long.MaxValue;
            foreach (var lease in _leases)
            {
                if (lease.Deadline <= now)
                {
                    (lapsed ??= []).Add(lease);
                    continue;
                }

                // Those that are due soon go along, so that many leases do not mean many timers.
                if (lease.RenewAt <= now + Ticks(lease.Duration / 30))
                {
                    (due ??= []).Add(lease);
                    lease.RenewAt = now + Ticks(LeaseTerms.RetryAfter(lease.Duration));
                }

                next = Math.Min(next, Math.Min(lease.RenewAt, lease.Deadline));
            }

            Arm(next);
        }

        foreach (var lease in lapsed ?? [])
            lease.Lose("no renewal was answered in time");
        foreach (var lease in due ?? [])
            _ = Detached.Start(() => RenewAsync(lease));
    }

    private async Task RenewAsync(HeldLease lease)
    {
        var sentAt = time.GetTimestamp();
        try
        {
            if (await store.RenewAsync(lease.QualifiedName, lease.Owner, lease.FencingToken, lease.Duration, CancellationToken.None))
                Extend(lease, sentAt);
            else
                lease.Lose("it is not held any more on the engine");
        }
        catch (EngineUnavailableException)
        {
            // Asked again until the deadline.
        }
        catch (Exception e)
        {
            LockLog.RenewalFailed(logger, e, lease.QualifiedName);
        }
    }

    private void Extend(HeldLease lease, long sentAt)
    {
        lock (_gate)
        {
            lease.Extend(sentAt);
            lease.RenewAt = Math.Max(lease.RenewAt, sentAt + Ticks(LeaseTerms.RenewAfter(lease.Duration)));
        }
    }

    private void Arm(long at)
    {
        if (at >= _armedFor || _disposed)
            return;
        _armedFor = at;
        var now = time.GetTimestamp();
        var span = at <= now ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, at).TotalMilliseconds));
        if (_timer is null)
            _timer = CreateTimer(span);
        else
            _timer.Change(span, Timeout.InfiniteTimeSpan);
    }

    private ITimer CreateTimer(TimeSpan dueTime)
    {
        // The timer outlives the caller who happens to be the first, so it takes nothing of the caller's flow along.
        var suppressed = !ExecutionContext.IsFlowSuppressed();
        var flow = suppressed ? ExecutionContext.SuppressFlow() : default;
        try
        {
            return time.CreateTimer(static state => ((LeaseKeeper)state!).OnTimer(), this, dueTime, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            if (suppressed)
                flow.Undo();
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
