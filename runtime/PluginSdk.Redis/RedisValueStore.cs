using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

internal sealed class RedisValueStore(RedisConnection connection) : IValueStore
{
    public RedisConnection Connection => connection;

    public ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken) => throw new NotSupportedException();
}
