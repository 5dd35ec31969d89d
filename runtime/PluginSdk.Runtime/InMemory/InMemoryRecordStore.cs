using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryRecordStore(TimeProvider time) : IRecordStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<string, Entry>> _collections = new(StringComparer.Ordinal);

    // One for all records: what is deleted, and written again, goes on growing without a trace of its own.
    private long _lastVersion;

    public ValueTask<ClusterRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return ValueTask.FromResult(Find(collection, key, time.GetUtcNow())?.ToRecord(key));
    }

    public ValueTask<RecordSnapshot> ListAsync(string collection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_collections.TryGetValue(collection, out var entries))
                return ValueTask.FromResult(new RecordSnapshot([], now));
            foreach (var expired in entries.Where(e => e.Value.IsExpired(now)).Select(e => e.Key).ToArray())
                entries.Remove(expired);
            return ValueTask.FromResult(new RecordSnapshot([.. entries.Select(e => e.Value.ToRecord(e.Key))], now));
        }
    }

    public ValueTask<CompareAndSetResult> CompareAndSetAsync(string collection, string key, long expectedVersion, ReadOnlyMemory<byte>? value, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        if (timeToLive is { } life)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(life, TimeSpan.Zero, nameof(timeToLive));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var version = Find(collection, key, now)?.Version ?? 0;
            if (version != expectedVersion)
                return ValueTask.FromResult(new CompareAndSetResult(false, version, now));
            if (value is not { } bytes)
            {
                if (_collections.TryGetValue(collection, out var entries))
                    entries.Remove(key);
                return ValueTask.FromResult(new CompareAndSetResult(true, 0, now));
            }
            _lastVersion = Math.Max(_lastVersion + 1, (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            EntriesOf(collection)[key] = new Entry(_lastVersion, bytes.ToArray(), now + timeToLive);
            return ValueTask.FromResult(new CompareAndSetResult(true, _lastVersion, now));
        }
    }

    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(time.GetUtcNow());
    }

    private Entry? Find(string collection, string key, DateTimeOffset now)
    {
        if (!_collections.TryGetValue(collection, out var entries) || !entries.TryGetValue(key, out var entry))
            return null;
        if (!entry.IsExpired(now))
            return entry;
        entries.Remove(key);
        return null;
    }

    private SortedDictionary<string, Entry> EntriesOf(string collection)
    {
        if (!_collections.TryGetValue(collection, out var entries))
            _collections.Add(collection, entries = new SortedDictionary<string, Entry>(StringComparer.Ordinal));
        return entries;
    }

    private sealed record Entry(long Version, byte[] Value, DateTimeOffset? ExpiresAt)
    {
        public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

        public ClusterRecord ToRecord(string key) => new(key, Version, Value);
    }
}
