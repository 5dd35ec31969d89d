namespace PluginSdk.Runtime.Engine;

/// <summary>
/// Locks that stand on a majority of several independent servers, and so outlive the loss of any minority of them. They
/// have no fencing tokens: no server sees every grant. Where an engine has them, they take the place of the engine's leases
/// for plugins' locks, and for nothing else: jobs and membership need what only the engine's own primitives promise.
/// </summary>
public interface IQuorumLocks
{
    /// <summary>Tries to take a lock.</summary>
    /// <param name="name">The lock's name, qualified by its plugin.</param>
    /// <param name="lease">How long it lasts without renewal. It is renewed until the grant is disposed.</param>
    /// <param name="wait">How long to try; zero: once, <see cref="Timeout.InfiniteTimeSpan"/>: until cancelled.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The grant; null if another has the lock.</returns>
    /// <exception cref="EngineUnavailableException">No majority answered.</exception>
    ValueTask<IQuorumGrant?> TryAcquireAsync(string name, TimeSpan lease, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Whether anybody holds a lock now.</summary>
    /// <exception cref="EngineUnavailableException">No majority answered.</exception>
    ValueTask<bool> IsHeldAsync(string name, CancellationToken cancellationToken);
}
