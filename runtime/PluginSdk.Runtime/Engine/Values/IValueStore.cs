namespace PluginSdk.Runtime.Engine;

/// <summary>
/// The tier of cached values that all nodes share. A value counts only while the generations of its key and of its cache
/// are those it was stored under; invalidating moves a generation, so that a fill that was under way is never read.
/// </summary>
public interface IValueStore
{
    /// <summary>The value if it counts, and the generation a fill must name.</summary>
    ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>Stores a loaded value if <paramref name="under"/> is still the generation.</summary>
    /// <returns>Whether it was stored.</returns>
    ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, Generation under, CancellationToken cancellationToken);

    /// <summary>Moves the key's generation, stores the value under the new one and appends <paramref name="announcement"/>, in one step.</summary>
    ValueTask<Generation> PutAsync(string cache, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, LogAppend announcement, CancellationToken cancellationToken);

    /// <summary>Moves the key's generation (null: the cache's) and appends <paramref name="announcement"/>, in one step.</summary>
    ValueTask<LogPosition> InvalidateAsync(string cache, ReadOnlyMemory<byte>? key, LogAppend announcement, CancellationToken cancellationToken);
}
