namespace PluginSdk;

/// <summary>What became of a guarded call that does not insist on its lock, with the result of the guarded code.</summary>
public readonly record struct ClusterLockResult<T>
{
    private readonly T? _value;

    internal ClusterLockResult(T value)
    {
        _value = value;
        Acquired = true;
    }

    /// <summary>Whether the lock was acquired.</summary>
    public bool Acquired { get; }

    /// <summary>The result of the guarded code.</summary>
    /// <exception cref="InvalidOperationException">The lock was not acquired; ask <see cref="Acquired"/> first.</exception>
    public T Value => Acquired ? _value! : throw new InvalidOperationException("The lock was not acquired, so there is no result; ask Acquired first.");
}
