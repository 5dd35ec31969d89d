using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryRecordStore(TimeProvider time) : IRecordStore
{
    public ValueTask<ClusterRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RecordSnapshot> ListAsync(string collection, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CompareAndSetResult> CompareAndSetAsync(string collection, string key, long expectedVersion, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(time.GetUtcNow());
}
