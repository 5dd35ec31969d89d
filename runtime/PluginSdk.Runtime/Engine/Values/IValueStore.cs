namespace PluginSdk.Runtime.Engine;

/// <summary>
/// The tier of cached values that all nodes share. A value loaded outside can only be stored under a ticket that was
/// issued before the load, and every invalidation takes back the tickets that it concerns: what was loaded before an
/// invalidation is never stored after it. Tickets are unique, so that one that was lost or has expired never counts again.
/// </summary>
public interface IValueStore
{
    /// <summary>The values of <paramref name="keys"/>, in their order, in one round trip.</summary>
    /// <exception cref="EngineUnavailableException">The engine did not answer.</exception>
    ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken);

    /// <summary>The value of <paramref name="key"/>, in one round trip.</summary>
    /// <exception cref="EngineUnavailableException">The engine did not answer.</exception>
    ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken);

    /// <summary>
    /// The value of <paramref name="key"/> or, where there is none, the ticket under which it may be filled: one that is
    /// already out, or a new one.
    /// </summary>
    /// <param name="cache">The cache.</param>
    /// <param name="key">The key.</param>
    /// <param name="life">How long a new ticket lives; a fill must come before.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="EngineUnavailableException">The engine did not answer.</exception>
    ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken);

    /// <summary>Lets a ticket that is still out live for <paramref name="life"/> from now.</summary>
    /// <returns>False if it is not out any more.</returns>
    /// <exception cref="EngineUnavailableException">The engine did not answer.</exception>
    ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a loaded value if <paramref name="ticket"/> is still out, or still that of the value in its place, takes the
    /// ticket in and appends <paramref name="announcement"/>, in one step.
    /// </summary>
    /// <param name="cache">The cache.</param>
    /// <param name="key">The key.</param>
    /// <param name="write">The value; null takes in a claimed ticket without a value, so that others need not wait for it.</param>
    /// <param name="ticket">The ticket of the claim.</param>
    /// <param name="announcement">What other nodes are told, or null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether the ticket was still out.</returns>
    /// <exception cref="EngineUnavailableException">The engine did not answer; it may have been stored.</exception>
    ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a value where <paramref name="condition"/> holds, takes back the key's ticket and appends
    /// <paramref name="announcement"/>, in one step.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The engine did not answer; it may have been done.</exception>
    ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken);

    /// <summary>
    /// Removes values and takes back the keys' tickets and appends <paramref name="announcement"/>, in one step. A condition
    /// is for one key.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The engine did not answer; it may have been done.</exception>
    ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken);

    /// <summary>
    /// Removes every value of the cache, or those with <paramref name="tag"/>, takes back all of the cache's tickets and
    /// appends <paramref name="announcement"/>, in one step.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The engine did not answer; it may have been done.</exception>
    ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken);
}
