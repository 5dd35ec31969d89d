using PluginSdk.Runtime.Engine;

namespace PluginSdk.Testing.Simulation;

/// <summary>An engine as one node reaches it over its link.</summary>
internal sealed class LinkedEngine(IClusterEngine engine, SimulatedLink link) : IClusterEngine
{
    public string Description => engine.Description;

    public IClusterLog Log { get; } = new LinkedLog(engine.Log, link);

    public ILeaseStore Leases { get; } = new LinkedLeases(engine.Leases, link);

    public ILeaseStore SharedLeases { get; } = new LinkedLeases(engine.SharedLeases, link);

    public IQuorumLocks? Quorum => engine.Quorum;

    public IValueStore Values { get; } = new LinkedValues(engine.Values, link);

    public IRecordStore Records { get; } = new LinkedRecords(engine.Records, link);

    public IBlobStore Blobs { get; } = new LinkedBlobs(engine.Blobs, link);

    public ValueTask ConnectAsync(CancellationToken cancellationToken) =>
        link.CallAsync(() => engine.ConnectAsync(cancellationToken), cancellationToken);

    // The engine belongs to the cluster, not to the node.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class LinkedLog(IClusterLog log, SimulatedLink link) : IClusterLog
    {
        public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken) =>
            link.CallAsync(() => log.AppendAsync(append, CancellationToken.None), cancellationToken);

        public ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken) =>
            link.CallAsync(() => log.GetTailAsync(CancellationToken.None), cancellationToken);

        public ILogReader OpenReader(LogPosition? after) => new LinkedLogReader(log.OpenReader(after), link);
    }

    private sealed class LinkedLeases(ILeaseStore leases, SimulatedLink link) : ILeaseStore
    {
        public ValueTask<LeaseAttempt> TryAcquireAsync(LeaseRequest request, CancellationToken cancellationToken) =>
            link.CallAsync(() => leases.TryAcquireAsync(request, CancellationToken.None), cancellationToken);

        public ValueTask LeaveQueueAsync(string name, string waiter, CancellationToken cancellationToken) =>
            link.CallAsync(() => leases.LeaveQueueAsync(name, waiter, CancellationToken.None), cancellationToken);

        public ValueTask<bool> RenewAsync(string name, string owner, long fencingToken, TimeSpan duration, CancellationToken cancellationToken) =>
            link.CallAsync(() => leases.RenewAsync(name, owner, fencingToken, duration, CancellationToken.None), cancellationToken);

        public ValueTask<bool> ReleaseAsync(string name, string owner, long fencingToken, CancellationToken cancellationToken) =>
            link.CallAsync(() => leases.ReleaseAsync(name, owner, fencingToken, CancellationToken.None), cancellationToken);

        public ValueTask<IReadOnlyList<LeaseHolder>> GetHoldersAsync(string name, CancellationToken cancellationToken) =>
            link.CallAsync(() => leases.GetHoldersAsync(name, CancellationToken.None), cancellationToken);

        public async ValueTask<IAsyncDisposable> SubscribeAsync(string waiter, Action<LeaseNotice> onNotice, CancellationToken cancellationToken)
        {
            var subscription = await link.CallAsync(() => leases.SubscribeAsync(waiter, notice => link.Push(() => onNotice(notice)), CancellationToken.None), cancellationToken);
            link.Healed += () => onNotice(new LeaseNotice(null, TimeSpan.Zero));
            return subscription;
        }
    }

    private sealed class LinkedValues(IValueStore values, SimulatedLink link) : IValueStore
    {
        public ValueTask<StoredValue[]> GetManyAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.GetManyAsync(cache, keys, CancellationToken.None), cancellationToken);

        public ValueTask<StoredValue> GetAsync(string cache, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.GetAsync(cache, key, CancellationToken.None), cancellationToken);

        public ValueTask<ClaimResult> ClaimAsync(string cache, ReadOnlyMemory<byte> key, TimeSpan life, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.ClaimAsync(cache, key, life, CancellationToken.None), cancellationToken);

        public ValueTask<bool> ExtendAsync(string cache, ReadOnlyMemory<byte> key, FillTicket ticket, TimeSpan life, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.ExtendAsync(cache, key, ticket, life, CancellationToken.None), cancellationToken);

        public ValueTask<bool> FillAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite? write, FillTicket ticket, LogAppend? announcement, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.FillAsync(cache, key, write, ticket, announcement, CancellationToken.None), cancellationToken);

        public ValueTask<WriteResult> PutAsync(string cache, ReadOnlyMemory<byte> key, ValueWrite write, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.PutAsync(cache, key, write, condition, announcement, CancellationToken.None), cancellationToken);

        public ValueTask<WriteResult> RemoveAsync(string cache, IReadOnlyList<ReadOnlyMemory<byte>> keys, WriteCondition condition, LogAppend announcement, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.RemoveAsync(cache, keys, condition, announcement, CancellationToken.None), cancellationToken);

        public ValueTask<LogPosition> RemoveAllAsync(string cache, string? tag, LogAppend announcement, CancellationToken cancellationToken) =>
            link.CallAsync(() => values.RemoveAllAsync(cache, tag, announcement, CancellationToken.None), cancellationToken);
    }

    private sealed class LinkedRecords(IRecordStore records, SimulatedLink link) : IRecordStore
    {
        public ValueTask<ClusterRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken) =>
            link.CallAsync(() => records.GetAsync(collection, key, CancellationToken.None), cancellationToken);

        public ValueTask<RecordSnapshot> ListAsync(string collection, CancellationToken cancellationToken) =>
            link.CallAsync(() => records.ListAsync(collection, CancellationToken.None), cancellationToken);

        public ValueTask<CompareAndSetResult> CompareAndSetAsync(string collection, string key, long expectedVersion, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
            link.CallAsync(() => records.CompareAndSetAsync(collection, key, expectedVersion, value, timeToLive, CancellationToken.None), cancellationToken);

        public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) =>
            link.CallAsync(() => records.GetTimeAsync(CancellationToken.None), cancellationToken);
    }

    private sealed class LinkedBlobs(IBlobStore blobs, SimulatedLink link) : IBlobStore
    {
        public ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            link.CallAsync(() => blobs.PutAsync(content, CancellationToken.None), cancellationToken);

        public ValueTask<ReadOnlyMemory<byte>?> GetAsync(string hash, CancellationToken cancellationToken) =>
            link.CallAsync(() => blobs.GetAsync(hash, CancellationToken.None), cancellationToken);

        public ValueTask DeleteAsync(string hash, CancellationToken cancellationToken) =>
            link.CallAsync(() => blobs.DeleteAsync(hash, CancellationToken.None), cancellationToken);
    }
}
