namespace PluginSdk;

/// <summary>A lock that guards across nodes. It is not re-entrant.</summary>
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
