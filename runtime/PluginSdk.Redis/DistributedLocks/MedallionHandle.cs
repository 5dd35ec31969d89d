using Medallion.Threading;

namespace PluginSdk.Redis;

internal sealed class MedallionHandle(ClusterLockLease lease) : IDistributedSynchronizationHandle
{
    public CancellationToken HandleLostToken => lease.Lost;

    public void Dispose() => Blocking.Wait(async () =>
    {
        await lease.DisposeAsync();
        return true;
    });

    public ValueTask DisposeAsync() => lease.DisposeAsync();
}
