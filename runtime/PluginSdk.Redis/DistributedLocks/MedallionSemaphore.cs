using Medallion.Threading;

namespace PluginSdk.Redis;

internal sealed class MedallionSemaphore(IClusterSemaphore semaphore) : IDistributedSemaphore
{
    private readonly MedallionAcquisition _acquisition = new(semaphore);

    public string Name => semaphore.Name;

    public int MaxCount => semaphore.MaxHolders;

    public IDistributedSynchronizationHandle? TryAcquire(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _acquisition.Try(timeout, cancellationToken);

    public IDistributedSynchronizationHandle Acquire(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _acquisition.Acquire(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle?> TryAcquireAsync(TimeSpan timeout = default, CancellationToken cancellationToken = default) => _acquisition.TryAsync(timeout, cancellationToken);

    public ValueTask<IDistributedSynchronizationHandle> AcquireAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) => _acquisition.AcquireAsync(timeout, cancellationToken);
}
