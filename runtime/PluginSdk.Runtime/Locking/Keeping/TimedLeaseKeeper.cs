using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>Keeps leases by one timer for all of them: on virtual time, and on engines that have no renewals for a thread.</summary>
internal sealed class TimedLeaseKeeper(TimeProvider time, ILeaseStore store, ILogger logger) : LeaseKeeper(time)
{
    private ITimer? _timer;

    public override async ValueTask DisposeAsync()
    {
        Stop();
        if (_timer is { } timer)
            await timer.DisposeAsync();
    }

    protected override void Wake(TimeSpan after)
    {
        if (_timer is null)
            _timer = CreateTimer(after);
        else
            _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        var turn = TakeTurn();
        foreach (var lease in turn.Lapsed)
            lease.Lose(Lapsed);
        foreach (var lease in turn.Due)
            _ = Detached.Start(() => RenewAsync(lease));
    }

    private async Task RenewAsync(HeldLease lease)
    {
        var sentAt = Time.GetTimestamp();
        try
        {
            if (await store.RenewAsync(lease.QualifiedName, lease.Owner, lease.FencingToken, lease.Duration, CancellationToken.None))
                Extend(lease, sentAt);
            else
                lease.Lose(NotHeld);
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

    private ITimer CreateTimer(TimeSpan dueTime)
    {
        // The timer outlives the caller who happens to be the first, so it takes nothing of the caller's flow along.
        var suppressed = !ExecutionContext.IsFlowSuppressed();
        var flow = suppressed ? ExecutionContext.SuppressFlow() : default;
        try
        {
            return Time.CreateTimer(static state => ((TimedLeaseKeeper)state!).OnTimer(), this, dueTime, Timeout.InfiniteTimeSpan);
        }
        finally
        {
            if (suppressed)
                flow.Undo();
        }
    }
}
