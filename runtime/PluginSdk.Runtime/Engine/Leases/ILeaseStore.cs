namespace PluginSdk.Runtime.Engine;

/// <summary>
/// Leases with fencing tokens that grow with each grant, also across empty restarts and failovers, and a first come first
/// served queue of waiters. A waiter is usually a whole node, which keeps the order of its own callers: the engine then
/// carries one entry and one subscription per node, however many callers wait there.
/// </summary>
public interface ILeaseStore
{
    /// <summary>
    /// Renewals for a thread of their own, where the engine has them; null, by default, where <see cref="RenewAsync"/> is
    /// all there is.
    /// </summary>
    ILeaseRenewals? Renewals => null;

    /// <summary>
    /// Tries to take a lease. Nobody overtakes: a free lease that others wait for goes to the first of them. A request that
    /// is repeated with the same owner after an unanswered one is granted again if that one had been.
    /// </summary>
    /// <exception cref="EngineUnavailableException">No answer: the lease may have been granted.</exception>
    ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken);

    /// <summary>Extends a lease that is still held by <paramref name="owner"/>.</summary>
    /// <returns>False if it is not held any more.</returns>
    /// <exception cref="EngineUnavailableException">No answer: it may have been extended.</exception>
    ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a lease back and offers it to the first waiter; a late release frees nothing of a successor.
    /// </summary>
    /// <returns>Whether it was still held by <paramref name="owner"/>.</returns>
    /// <exception cref="EngineUnavailableException">No answer: it may have been released.</exception>
    ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken);

    /// <summary>Who holds a lease now.</summary>
    ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken);

    /// <summary>Gives up a waiter's place; what had been offered to it is offered to the next.</summary>
    ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken);

    /// <summary>
    /// Listens for what is offered to <paramref name="waiter"/>. An offer lives for a short time and is accepted by trying
    /// again; one that is not accepted passes to the next waiter. Notices can be lost: a waiter also tries again when
    /// <see cref="LeaseAttempt.RetryAfter"/> has passed.
    /// </summary>
    /// <param name="waiter">The waiter, as in <see cref="LeasePlace.Waiter"/>.</param>
    /// <param name="onNotice">Called on any thread, also from within the engine's own calls; must not block.</param>
    /// <param name="cancellationToken">Gives up subscribing.</param>
    ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken);
}
