namespace PluginSdk.Runtime.Caching;

/// <summary>What a cache counts.</summary>
internal sealed class CacheCounters
{
    private long _misses;
    private long _sharedHits;
    private long _loads;
    private long _loadFailures;
    private long _loadTicks;
    private long _failSafes;
    private long _evictions;
    private long _expirations;
    private long _invalidations;
    private long _distrusts;

    public HitCounter Hits { get; } = new();

    public void Miss(int count = 1) => Interlocked.Add(ref _misses, count);

    public void SharedHit(int count = 1) => Interlocked.Add(ref _sharedHits, count);

    public void Load(TimeSpan took, bool failed)
    {
        Interlocked.Increment(ref _loads);
        Interlocked.Add(ref _loadTicks, took.Ticks);
        if (failed)
            Interlocked.Increment(ref _loadFailures);
    }

    public void FailSafe() => Interlocked.Increment(ref _failSafes);

    public void Eviction() => Interlocked.Increment(ref _evictions);

    public void Expiration() => Interlocked.Increment(ref _expirations);

    public void Invalidation() => Interlocked.Increment(ref _invalidations);

    public void Distrust() => Interlocked.Increment(ref _distrusts);

    public CacheStatistics Snapshot(int entries, long bytes) => new(
        Hits.Sum(),
        Interlocked.Read(ref _misses),
        Interlocked.Read(ref _sharedHits),
        Interlocked.Read(ref _loads),
        Interlocked.Read(ref _loadFailures),
        TimeSpan.FromTicks(Interlocked.Read(ref _loadTicks)),
        Interlocked.Read(ref _failSafes),
        Interlocked.Read(ref _evictions),
        Interlocked.Read(ref _expirations),
        Interlocked.Read(ref _invalidations),
        Interlocked.Read(ref _distrusts),
        entries,
        bytes);
}
