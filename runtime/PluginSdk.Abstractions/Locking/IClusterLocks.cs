namespace PluginSdk;

/// <summary>The plugin's locks by name: the imperative twin of <see cref="ClusterLockAttribute"/>.</summary>
public interface IClusterLocks
{
    /// <summary>Small values on the engine that refuse a holder which has been superseded.</summary>
    /// <param name="name">At most 255 characters.</param>
    IFencedStore GetFencedStore(string name);

    /// <summary>The lock called <paramref name="name"/>.</summary>
    /// <param name="name">At most 255 characters.</param>
    /// <param name="settings">How the lock behaves; null for the defaults.</param>
    IClusterLock Get(string name, LockSettings? settings = null);

    /// <summary>The reader-writer lock called <paramref name="name"/>; a plain lock of that name is another.</summary>
    /// <param name="name">At most 255 characters.</param>
    /// <param name="settings">How the lock behaves; null for the defaults.</param>
    IClusterReaderWriterLock GetReaderWriter(string name, LockSettings? settings = null);

    /// <summary>The semaphore called <paramref name="name"/>; a lock of another kind with that name is another.</summary>
    /// <param name="name">At most 255 characters.</param>
    /// <param name="maxHolders">How many may hold it at once; the same on all nodes.</param>
    /// <param name="settings">How the lock behaves; null for the defaults.</param>
    IClusterSemaphore GetSemaphore(string name, int maxHolders, LockSettings? settings = null);

    /// <summary>
    /// Takes several locks, for at most <paramref name="wait"/>, or none. They are taken one after the other in the order of
    /// their names, whatever order they are given in, so that two callers never wait for each other.
    /// </summary>
    /// <param name="locks">Locks of these <see cref="IClusterLocks"/>, each once.</param>
    /// <param name="wait">For all together; <see cref="Timeout.InfiniteTimeSpan"/> waits until cancelled.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// One lease for all of them, lost as soon as one is; null if the time ran out. Its fencing token is the greatest, and
    /// since tokens grow across all locks of the cluster, it protects what any of the locks guards.
    /// </returns>
    /// <exception cref="LockRecursionException">The caller holds one of the locks already, or names one twice.</exception>
    ValueTask<ClusterLockLease?> TryAcquireAllAsync(IEnumerable<IClusterLock> locks, TimeSpan wait, CancellationToken cancellationToken = default);

    /// <summary>Takes several locks as <see cref="TryAcquireAllAsync"/> does, and waits until cancelled.</summary>
    /// <exception cref="LockRecursionException">The caller holds one of the locks already, or names one twice.</exception>
    ValueTask<ClusterLockLease> AcquireAllAsync(IEnumerable<IClusterLock> locks, CancellationToken cancellationToken = default);
}
