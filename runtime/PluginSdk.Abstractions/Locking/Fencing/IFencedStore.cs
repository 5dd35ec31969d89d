namespace PluginSdk;

/// <summary>
/// Small values of a plugin, kept by the cluster's engine, that refuse a holder which has been superseded: each key remembers
/// the largest fencing token it has seen, and the check and the write are one step. It is the place for what a guarded
/// method leaves behind when there is no database: a position, a last result, a leader's decision.
/// </summary>
/// <remarks>It lasts as the engine's data does: one that loses its data loses values and fences together.</remarks>
public interface IFencedStore
{
    /// <summary>The store's name within its plugin.</summary>
    string Name { get; }

    /// <summary>
    /// Reads a value as a holder who is going to write it: from now on every older holder is refused, so what was read is
    /// still there when this holder writes, unless a newer one came. Where that raised the largest token, a value that had a
    /// time to live stays until it is written again.
    /// </summary>
    /// <param name="key">At most 255 characters.</param>
    /// <param name="fencingToken">The reader's token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The value; null if none was written.</returns>
    /// <exception cref="StaleFenceException">A larger token has been seen.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string key, long fencingToken, CancellationToken cancellationToken = default);

    /// <summary>Reads a value without taking part: it may be overwritten at any moment.</summary>
    /// <returns>The value; null if none was written.</returns>
    /// <exception cref="ClusterUnavailableException">The engine did not answer.</exception>
    ValueTask<ReadOnlyMemory<byte>?> PeekAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes a value if no larger token has been seen.</summary>
    /// <param name="key">At most 255 characters.</param>
    /// <param name="value">The value; keep it below a megabyte.</param>
    /// <param name="fencingToken">The writer's token.</param>
    /// <param name="timeToLive">
    /// After this, value and fence are forgotten, and an old holder could write again: make it longer than any pause that you
    /// want to be protected against. Null: they stay.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; the write may have happened.</param>
    /// <exception cref="StaleFenceException">A larger token has been seen; nothing was written.</exception>
    /// <exception cref="ClusterUnavailableException">The engine did not answer; the write may have happened, and may be repeated.</exception>
    ValueTask WriteAsync(string key, ReadOnlyMemory<byte> value, long fencingToken, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default);
}
