namespace PluginSdk;

/// <summary>A lock that guards across nodes. It is not re-entrant.</summary>
/// <remarks>
/// What it promises depends on where the host has put locks. Plugins are written the same way for both.
/// <list type="table">
/// <listheader><term>promise</term><description>on the engine (default) · on a quorum of servers (RedLock, <c>UseQuorum</c>)</description></listheader>
/// <item><term>one holder</term><description>while processes run · while processes run, clocks run alike, and no server restarts without its data within a lease</description></item>
/// <item><term>survives</term><description>what the engine's server or its replica survives · the loss of any minority of the servers</description></item>
/// <item><term>fencing token</term><description>grows with each holder · none: a plugin that reads it does not start, and reading it throws <see cref="NotSupportedException"/></description></item>
/// <item><term>told first (<see cref="ClusterLockLease.Lost"/>)</term><description>before anyone else can hold it · when the next renewal notices, which can be up to a third of a lease after another has it</description></item>
/// <item><term>after a pause of the process</term><description><see cref="ClusterLockLease.ThrowIfLost"/> throws at once, and a fence protects · it can pass until the next renewal, and nothing protects</description></item>
/// <item><term>waiting</term><description>first come first served, handed over within milliseconds · tried again every 10 to 200 ms, in no order</description></item>
/// <item><term><see cref="ClusterLockLease.Remaining"/></term><description>certain · an estimate for as long as the lock is not known to be lost</description></item>
/// <item><term>reader-writer locks, semaphores, several at once, who holds it</term><description>yes · no</description></item>
/// <item><term>jobs</term><description>their claims are fenced by the engine in both modes; they never stand on a quorum</description></item>
/// </list>
/// </remarks>
public interface IClusterLock
{
    /// <summary>The lock's name within its plugin.</summary>
    string Name { get; }

    /// <summary>Tries once to take the lock.</summary>
    /// <returns>The lease, or null if another holds it.</returns>
    ValueTask<ClusterLockLease?> TryAcquireAsync(CancellationToken cancellationToken = default);

    /// <summary>Tries to take the lock for at most <paramref name="wait"/>, first come first served.</summary>
    /// <returns>The lease, or null if the time ran out.</returns>
    ValueTask<ClusterLockLease?> TryAcquireAsync(TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Waits for the lock until <paramref name="cancellationToken"/> is cancelled.</summary>
    ValueTask<ClusterLockLease> AcquireAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for the lock for at most <paramref name="timeout"/>.</summary>
    /// <exception cref="TimeoutException">The time ran out.</exception>
    /// <exception cref="LockRecursionException">The caller holds this lock already, and would wait for itself.</exception>
    ValueTask<ClusterLockLease> AcquireAsync(TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Whether anybody in the cluster holds the lock at this moment.</summary>
    ValueTask<bool> IsHeldAsync(CancellationToken cancellationToken = default);

    /// <summary>Who holds the lock at this moment; none if nobody does.</summary>
    ValueTask<IReadOnlyList<ClusterLockHolder>> GetHoldersAsync(CancellationToken cancellationToken = default);
}
