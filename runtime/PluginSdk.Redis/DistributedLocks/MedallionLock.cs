using Medallion.Threading;

namespace PluginSdk.Redis;

internal sealed class MedallionLock(IClusterLock clusterLock) : IDistributedLock
{
    private readonly MedallionAcquisition _acquisition = new(clusterLock);

    public string Name => clusterLock.Name;

    public IDistributedSynchronizationHandle? TryAcquire(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _acquisition.Try(timeout, cancellationToken);

    public IDistributedSynchronizationHandle Acquire(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _acquisition.Acquire(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _acquisition.TryAsync(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle> AcquireAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _acquisition.AcquireAsync(timeout, cancellationToken);
}
