using Medallion.Threading;

namespace PluginSdk.Redis;

/// <summary>
/// The four ways in which DistributedLock's abstractions take a lock, over one cluster lock. It awaits as the runtime does,
/// without leaving the context, so that a simulated cluster sees every step.
/// </summary>
internal sealed class MedallionAcquisition(IClusterLock clusterLock)
{
    public IDistributedSynchronizationHandle? Try(TimeSpan timeout, CancellationToken cancellationToken) =>
        Blocking.Wait(() => TryAsync(timeout, cancellationToken));

    public IDistributedSynchronizationHandle Acquire(TimeSpan? timeout, CancellationToken cancellationToken) =>
        Blocking.Wait(() => AcquireAsync(timeout, cancellationToken));

    public ValueTask<IDistributedSynchronizationHandle?> TryAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        HandleAsync(Start(timeout, cancellationToken));

    public ValueTask<IDistributedSynchronizationHandle> AcquireAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var wait = timeout ?? Timeout.InfiniteTimeSpan;
        return OrTimeoutAsync(Start(wait, cancellationToken), wait);
    }

    /// <summary>Not an async method: the lock marks the caller's own flow, so that it can tell when that waits for itself.</summary>
    private ValueTask<ClusterLockLease?> Start(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            return clusterLock.TryAcquireAsync(wait, cancellationToken);
        }
        catch (LockRecursionException e)
        {
            throw new DeadlockException(e.Message, e);
        }
    }

    private static async ValueTask<IDistributedSynchronizationHandle?> HandleAsync(ValueTask<ClusterLockLease?> acquiring) =>
        await acquiring is { } lease ? new MedallionHandle(lease) : null;

    private async ValueTask<IDistributedSynchronizationHandle> OrTimeoutAsync(ValueTask<ClusterLockLease?> acquiring, TimeSpan wait) =>
        await HandleAsync(acquiring) ?? throw new TimeoutException($"The cluster lock '{clusterLock.Name}' was not free within {wait}. Wait longer, or use TryAcquire and do without.");
}
