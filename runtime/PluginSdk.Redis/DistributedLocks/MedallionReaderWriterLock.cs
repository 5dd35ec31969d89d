using Medallion.Threading;

namespace PluginSdk.Redis;

internal sealed class MedallionReaderWriterLock(IClusterReaderWriterLock clusterLock) : IDistributedReaderWriterLock
{
    private readonly MedallionAcquisition _read = new(clusterLock.Read);
    private readonly MedallionAcquisition _write = new(clusterLock.Write);

    public string Name => clusterLock.Name;

    public IDistributedSynchronizationHandle? TryAcquireReadLock(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _read.Try(timeout, cancellationToken);

    public IDistributedSynchronizationHandle AcquireReadLock(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _read.Acquire(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle?> TryAcquireReadLockAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _read.TryAsync(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle> AcquireReadLockAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _read.AcquireAsync(timeout, cancellationToken);

    public IDistributedSynchronizationHandle? TryAcquireWriteLock(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _write.Try(timeout, cancellationToken);

    public IDistributedSynchronizationHandle AcquireWriteLock(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _write.Acquire(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle?> TryAcquireWriteLockAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _write.TryAsync(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle> AcquireWriteLockAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _write.AcquireAsync(timeout, cancellationToken);
}
