namespace PluginSdk.Runtime.Engine;

/// <summary>
/// Leases with fencing tokens that grow with each grant, also across empty restarts and failovers. First come first
/// served: an attempt that joins the queue is offered the lease when its turn comes.
/// </summary>
public interface ILeaseStore
{
    /// <summary>
    /// Tries to take a lease. With <see cref="LeaseRequest.QueueFor"/>, an attempt that is not granted joins (or stays in)
    /// the queue for that long, and asks again when it is offered the lease or its poll is due.
    /// </summary>
    ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Leaves the queue; a grant or an offer that crossed it on the way is given back.</summary>
    ValueTask LeaveQueueAsync(string name, string owner, CancellationToken cancellationToken);

    /// <summary>Extends a lease that is still held by <paramref name="owner"/> with this fencing token.</summary>
    /// <returns>False if it is not held any more.</returns>
    ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back and offers it to the head of the queue; a late release frees nothing of a successor.</summary>
    ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken);

    /// <summary>Who holds a lease now; null if nobody does.</summary>
    ValueTask<LeaseHolder?> GetHolderAsync(string name, CancellationToken cancellationToken);

    /// <summary>Waits until <paramref name="owner"/> may have been offered the lease, or <paramref name="atMost"/> has passed.</summary>
    ValueTask WaitForOfferAsync(string name, string owner, TimeSpan atMost, CancellationToken cancellationToken);
}
