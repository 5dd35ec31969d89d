namespace PluginSdk.Runtime.Engine;

/// <summary>Small records in collections, changed by compare-and-set, with a life on the engine's clock.</summary>
public interface IRecordStore
{
    /// <summary>The record, or null.</summary>
    ValueTask<ClusterRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken);

    /// <summary>All live records of a collection, ordered by key, and the engine's time.</summary>
    ValueTask<RecordSnapshot> ListAsync(string collection, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a record if its version is still <paramref name="expectedVersion"/> (0: if there is none). The new version is
    /// <c>max(last + 1, engine time in µs)</c>: it grows across deletion and empty restarts, and so can serve as a fence.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="key">The key in it.</param>
    /// <param name="expectedVersion">The version that was read; 0 if there was none.</param>
    /// <param name="value">The new value; null deletes.</param>
    /// <param name="timeToLive">After this the record is gone; null: stays.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may have happened.</param>
    ValueTask<CompareAndSetResult> CompareAndSetAsync(string collection, string key, long expectedVersion, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken);

    /// <summary>The engine's clock.</summary>
    ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken);
}
