using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryLeaseStore(TimeProvider time) : ILeaseStore
{
    public TimeProvider Time => time;

    public ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask LeaveQueueAsync(string name, string owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LeaseHolder?> GetHolderAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WaitForOfferAsync(string name, string owner, TimeSpan atMost, CancellationToken cancellationToken) => throw new NotSupportedException();
}
