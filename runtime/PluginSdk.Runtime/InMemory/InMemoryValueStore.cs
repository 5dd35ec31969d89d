using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryValueStore(TimeProvider time, InMemoryLog log) : IValueStore
{
    public (TimeProvider, InMemoryLog) Sources => (time, log);

    public ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, Generation under, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<Generation> PutAsync(string cache, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, LogAppend announcement, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LogPosition> InvalidateAsync(string cache, ReadOnlyMemory<byte>? key, LogAppend announcement, CancellationToken cancellationToken) => throw new NotSupportedException();
}
