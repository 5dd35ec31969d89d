using System.Globalization;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A lock of one plugin on one node that stands on a majority of servers and has no fencing tokens.</summary>
internal sealed class QuorumLock(PluginQuorumLocks owner, PluginRuntime plugin, IQuorumLocks quorum, string name, LockSettings settings) : IClusterLock
{
    private readonly NodeLocks _node = plugin.Member.Locks;
    private readonly string _qualifiedName = settings.Global ? $"/{name}" : plugin.Qualify(name);

    public string Name => name;

    public LockSettings Settings => settings;

    public static string NoFence(string name) =>
        $"The cluster lock '{name}' stands on a quorum of servers (UseQuorum), and such locks have no fencing tokens. Have the host do without UseQuorum, or do without the token where a stale write does no harm.";

    public ValueTask<ClusterLockLease?> TryAcquireAsync(CancellationToken cancellationToken = default) =>
        RunAsync(TimeSpan.Zero, LockFlow.Enter(_node, _qualifiedName), cancellationToken);

    public ValueTask<ClusterLockLease?> TryAcquireAsync(TimeSpan wait, CancellationToken cancellationToken = default)
    {
        if (wait < TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(wait), wait, "Give a time to wait that is not negative, or Timeout.InfiniteTimeSpan.");
        if (wait != TimeSpan.Zero && LockFlow.Holds(_node, _qualifiedName))
            throw new LockRecursionException($"The cluster lock '{name}' is held by the code that asks for it, and it is not re-entrant: this would wait for itself. Pass the lease on instead, or split the lock.");
        return RunAsync(wait, LockFlow.Enter(_node, _qualifiedName), cancellationToken);
    }

    public ValueTask<ClusterLockLease> AcquireAsync(CancellationToken cancellationToken = default) => AcquireAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public ValueTask<ClusterLockLease> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        OrTimeoutAsync(TryAcquireAsync(timeout, cancellationToken), timeout);

    public async ValueTask<bool> IsHeldAsync(CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        return await quorum.IsHeldAsync(_qualifiedName, cancellationToken);
    }

    public ValueTask<IReadOnlyList<ClusterLockHolder>> GetHoldersAsync(CancellationToken cancellationToken = default) => throw PluginQuorumLocks.NotOnQuorum($"Who holds the lock '{name}'");

    public void RecordLost(string reason)
    {
        plugin.Record(TimelineKind.LockLost, name, $"on a quorum: {reason}");
        LockLog.QuorumLost(_node.Logger, _qualifiedName, reason);
    }

    public void ReportListener(Exception e) => LockLog.ListenerFailed(_node.Logger, e, _qualifiedName);

    public async ValueTask ReleaseAsync(QuorumLease lease, IQuorumGrant grant)
    {
        await CallerContext.Leave();
        owner.Remove(lease);
        try
        {
            await grant.DisposeAsync();
            plugin.Record(TimelineKind.LockReleased, name, "on a quorum");
        }
        catch (Exception e)
        {
            LockLog.ReleaseFailed(_node.Logger, e, _qualifiedName);
        }
    }

    private async ValueTask<ClusterLockLease?> RunAsync(TimeSpan wait, LockFlow flow, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, plugin.Stopping);
        IQuorumGrant? grant = null;
        try
        {
            grant = await quorum.TryAcquireAsync(_qualifiedName, settings.Lease, wait, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && plugin.Stopping.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The plugin '{plugin.Key}' stops on this node, so nothing waits for its lock '{name}' any more.", plugin.Stopping);
        }
        finally
        {
            if (grant is null)
                flow.Leave();
        }

        if (grant is null)
        {
            plugin.Record(TimelineKind.LockRefused, name, "held by another, on a quorum");
            return null;
        }

        flow.Acquired();
        plugin.Record(TimelineKind.LockAcquired, name, "on a quorum, without a fencing token");
        var lease = new QuorumLease(this, grant, flow);
        owner.Add(lease);
        return lease;
    }

    private async ValueTask<ClusterLockLease> OrTimeoutAsync(ValueTask<ClusterLockLease?> acquiring, TimeSpan timeout)
    {
        await CallerContext.Leave();
        return await acquiring ?? throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The cluster lock '{name}' was not free within {timeout.TotalSeconds:0.###} s. Wait longer, or use TryAcquireAsync and do without."));
    }
}
