namespace PluginSdk;

/// <summary>What became of a guarded call that does not insist on its lock.</summary>
public readonly record struct ClusterLockResult
{
    /// <summary>The lock was not acquired and nothing ran.</summary>
    public static ClusterLockResult NotAcquired => default;

    /// <summary>The lock was acquired and the guarded code ran to its end.</summary>
    public static ClusterLockResult Ran => new() { Acquired = true };

    /// <summary>The lock was acquired and the guarded code gave <paramref name="value"/>.</summary>
    public static ClusterLockResult<T> RanWith<T>(T value) => new(value);

    /// <summary>Whether the lock was acquired.</summary>
    public bool Acquired { get; private init; }
}
