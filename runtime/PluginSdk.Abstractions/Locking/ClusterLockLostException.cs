namespace PluginSdk;

/// <summary>A cluster lock was lost while its holder still ran: what followed was no longer guarded.</summary>
public sealed class ClusterLockLostException : Exception
{
    /// <summary>Says that the lock <paramref name="lockName"/> was lost.</summary>
    public ClusterLockLostException(string lockName, long? fencingToken, Exception? innerException = null)
        : base($"The cluster lock '{lockName}'{(fencingToken is { } token ? $" (fencing token {token})" : "")} was lost before its holder was done. Stop writing; let the resource check the fencing token, and retry the whole operation.", innerException)
    {
        LockName = lockName;
        FencingToken = fencingToken;
    }

    /// <summary>The lock's name.</summary>
    public string LockName { get; }

    /// <summary>The fencing token of the lost lease; null if it had none, see <see cref="ClusterLockLease.IsFenced"/>.</summary>
    public long? FencingToken { get; }
}
