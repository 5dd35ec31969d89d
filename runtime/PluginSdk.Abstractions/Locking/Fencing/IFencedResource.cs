using System.Data.Common;

namespace PluginSdk;

/// <summary>
/// Something in a database that is written to under a lock, and that remembers the largest fencing token of its writers.
/// A holder that was paused past its lease does not know that it lost the lock; the database does. <see cref="SqlFence"/>
/// keeps the tokens in a table of their own.
/// </summary>
public interface IFencedResource
{
    /// <summary>What is guarded; usually the name of the lock.</summary>
    string Name { get; }

    /// <summary>
    /// Lets a transaction go on if no larger token has been seen, and remembers its token with it. Call it first in the
    /// transaction, also before reading what the writes depend on: until the commit nobody else gets in, and from then on
    /// every older holder is refused.
    /// </summary>
    /// <param name="transaction">The transaction that is going to write. After an exception it must be rolled back.</param>
    /// <param name="fencingToken">The token of the lease or of the run: <see cref="ClusterLockLease.FencingToken"/>, <see cref="JobRun.FencingToken"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StaleFenceException">A larger token has been seen.</exception>
    Task AdmitAsync(DbTransaction transaction, long fencingToken, CancellationToken cancellationToken = default);
}
