using System.ComponentModel;

namespace PluginSdk.CompilerServices;

/// <summary>What a generated guarded method does around its Core method. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GuardedCall
{
    /// <summary>Waits for the lock (at most <paramref name="wait"/>; null: until cancelled) and runs <paramref name="core"/> under it.</summary>
    /// <exception cref="TimeoutException">The lock was not free in time.</exception>
    /// <exception cref="ClusterLockLostException">The lease was lost before Core had ended; what Core threw is its inner exception.</exception>
    public static async Task RunAsync<TState>(IClusterLock clusterLock, TimeSpan? wait, TState state, Func<TState, ClusterLockLease, CancellationToken, Task> core, CancellationToken cancellationToken)
    {
        var lease = await AcquireAsync(clusterLock, wait, cancellationToken);
        await RunUnderAsync(lease, state, core, cancellationToken);
    }

    /// <summary>Waits for the lock as the other overload does, and gives the result of <paramref name="core"/>.</summary>
    public static async Task<TResult> RunAsync<TState, TResult>(IClusterLock clusterLock, TimeSpan? wait, TState state, Func<TState, ClusterLockLease, CancellationToken, Task<TResult>> core, CancellationToken cancellationToken)
    {
        var lease = await AcquireAsync(clusterLock, wait, cancellationToken);
        return await RunUnderAsync(lease, state, core, cancellationToken);
    }

    /// <summary>Tries to take the lock (for at most <paramref name="wait"/>; null: once) and runs <paramref name="core"/> under it.</summary>
    public static async Task<ClusterLockResult> TryRunAsync<TState>(IClusterLock clusterLock, TimeSpan? wait, TState state, Func<TState, ClusterLockLease, CancellationToken, Task> core, CancellationToken cancellationToken)
    {
        if (await TryAcquireAsync(clusterLock, wait, cancellationToken) is not { } lease)
            return ClusterLockResult.NotAcquired;
        await RunUnderAsync(lease, state, core, cancellationToken);
        return ClusterLockResult.Ran;
    }

    /// <summary>Tries for the lock as the other overload does, and gives the result of <paramref name="core"/>.</summary>
    public static async Task<ClusterLockResult<TResult>> TryRunAsync<TState, TResult>(IClusterLock clusterLock, TimeSpan? wait, TState state, Func<TState, ClusterLockLease, CancellationToken, Task<TResult>> core, CancellationToken cancellationToken)
    {
        if (await TryAcquireAsync(clusterLock, wait, cancellationToken) is not { } lease)
            return default;
        return ClusterLockResult.RanWith(await RunUnderAsync(lease, state, core, cancellationToken));
    }

    private static ValueTask<ClusterLockLease> AcquireAsync(IClusterLock clusterLock, TimeSpan? wait, CancellationToken cancellationToken) =>
        wait is { } timeout ? clusterLock.AcquireAsync(timeout, cancellationToken) : clusterLock.AcquireAsync(cancellationToken);

    private static ValueTask<ClusterLockLease?> TryAcquireAsync(IClusterLock clusterLock, TimeSpan? wait, CancellationToken cancellationToken) =>
        wait is { } timeout ? clusterLock.TryAcquireAsync(timeout, cancellationToken) : clusterLock.TryAcquireAsync(cancellationToken);

    private static Task<bool> RunUnderAsync<TState>(ClusterLockLease lease, TState state, Func<TState, ClusterLockLease, CancellationToken, Task> core, CancellationToken cancellationToken) =>
        RunUnderAsync(lease, (state, core), static async (both, held, token) =>
        {
            await both.core(both.state, held, token);
            return true;
        }, cancellationToken);

    /// <summary>
    /// Whatever ended Core is seen by the caller, and so is the loss of the lock: a lost lock is a
    /// <see cref="ClusterLockLostException"/> with Core's own exception in it, unless the caller had cancelled; then it is in the
    /// caller's <see cref="OperationCanceledException"/>. Releasing the lock throws nothing.
    /// </summary>
    private static async Task<TResult> RunUnderAsync<TState, TResult>(ClusterLockLease lease, TState state, Func<TState, ClusterLockLease, CancellationToken, Task<TResult>> core, CancellationToken cancellationToken)
    {
        await using (lease)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
            TResult result;
            try
            {
                result = await core(state, lease, either.Token);
            }
            catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
            {
                Exception inner = IsLost(lease) ? LostException(lease, e) : e;
                throw new OperationCanceledException(e.Message, inner, cancellationToken);
            }
            catch (Exception e) when (e is not ClusterLockLostException && IsLost(lease))
            {
                throw LostException(lease, e);
            }

            // Core ran to its end without noticing; what it did last was not guarded.
            lease.ThrowIfLost();
            return result;
        }
    }

    private static ClusterLockLostException LostException(ClusterLockLease lease, Exception e) => new(lease.Name, lease.IsFenced ? lease.FencingToken : null, e);

    private static bool IsLost(ClusterLockLease lease) => lease.Remaining == TimeSpan.Zero;
}
