using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Caching;

/// <summary>An engine whose answers to reads of the shared tier can be held back.</summary>
internal sealed class HeldAnswersEngine(IClusterEngine engine, HeldAnswers answers) : IClusterEngine
{
    public string Description => engine.Description;

    public IClusterLog Log => engine.Log;

    public ILeaseStore Leases => engine.Leases;

    public ILeaseStore SharedLeases => engine.SharedLeases;

    public IQuorumLocks? Quorum => engine.Quorum;

    public IValueStore Values { get; } = new HeldValues(engine.Values, answers);

    public IRecordStore Records => engine.Records;

    public IBlobStore Blobs => engine.Blobs;

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => engine.ConnectAsync(cancellationToken);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private sealed class HeldValues(IValueStore values, HeldAnswers answers) : IValueStore
    {
        public async ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
        {
            var stored = await values.GetAsync(cache, key, cancellationToken);
            await answers.PassAsync();
            return stored;
        }

        public async ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken)
        {
            var stored = await values.GetManyAsync(cache, keys, cancellationToken);
            await answers.PassAsync();
            return stored;
        }

        public ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken) => values.ClaimAsync(cache, key, life, cancellationToken);

        public ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken) => values.ExtendAsync(cache, key, ticket, life, cancellationToken);

        public ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken) =>
            values.FillAsync(cache, key, write, ticket, announcement, cancellationToken);

        public ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) =>
            values.PutAsync(cache, key, write, condition, announcement, cancellationToken);

        public ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) =>
            values.RemoveAsync(cache, keys, condition, announcement, cancellationToken);

        public ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken) => values.RemoveAllAsync(cache, tag, announcement, cancellationToken);
    }
}
