namespace PluginSdk;

/// <summary>A lock that is held. Dispose it to release the lock; disposing twice does nothing more.</summary>
public abstract class ClusterLockLease : IAsyncDisposable
{
    /// <summary>The lock's name within its plugin.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// A number that grows with each holder of this lock, also across an engine that restarts empty. Give it to the
    /// resource you write to, and let that refuse a smaller one than it has seen: this protects even after a pause.
    /// </summary>
    /// <exception cref="NotSupportedException">The lock has none, see <see cref="IsFenced"/>.</exception>
    public abstract long FencingToken { get; }

    /// <summary>
    /// Whether there is a <see cref="FencingToken"/>. False only where the host has put locks on a quorum of servers; it does
    /// not start a plugin there whose code reads the token.
    /// </summary>
    public virtual bool IsFenced => true;

    /// <summary>
    /// Cancelled when the lease is lost, before anyone else can hold the lock (after a pause of the process: on resume).
    /// </summary>
    public abstract CancellationToken Lost { get; }

    /// <summary>The time for which the lock is still certain to be held without a renewal; zero once it is lost.</summary>
    public abstract TimeSpan Remaining { get; }

    /// <summary>Call it before what must not happen without the lock.</summary>
    /// <exception cref="ClusterLockLostException">The lease is lost.</exception>
    public abstract void ThrowIfLost();

    /// <summary>Releases the lock if it is still held. Never throws because the lease was lost.</summary>
    public abstract ValueTask DisposeAsync();
}
