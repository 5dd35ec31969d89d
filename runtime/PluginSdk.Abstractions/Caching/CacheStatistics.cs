namespace PluginSdk;

/// <summary>What a cache did on this node since it started; the meter <c>PluginSdk.Caching</c> has the same numbers.</summary>
/// <param name="Hits">Reads that the near cache answered. Counted without locks: a few of many concurrent ones may be missing.</param>
/// <param name="Misses">Reads that it did not answer.</param>
/// <param name="SharedHits">Misses that the shared tier answered.</param>
/// <param name="Loads">Calls of a loader.</param>
/// <param name="LoadFailures">Calls of a loader that threw.</param>
/// <param name="LoadTime">What all calls of loaders took together.</param>
/// <param name="FailSafes">Failed loads for which an expired value stood in.</param>
/// <param name="Evictions">Entries that made room for others.</param>
/// <param name="Expirations">Entries that were found to have expired.</param>
/// <param name="InvalidationsApplied">Invalidations applied, of this node and of others.</param>
/// <param name="DistrustPeriods">How often the near cache could not be trusted: the engine was not heard from, or entries of the log were lost.</param>
/// <param name="Entries">Entries in the near cache now.</param>
/// <param name="Bytes">Their size, as far as it is known: with <see cref="CacheSettings.MaxBytes"/> or <see cref="CacheValues.Copied"/> of all, else 0.</param>
public sealed record CacheStatistics(
    long Hits,
    long Misses,
    long SharedHits,
    long Loads,
    long LoadFailures,
    TimeSpan LoadTime,
    long FailSafes,
    long Evictions,
    long Expirations,
    long InvalidationsApplied,
    long DistrustPeriods,
    int Entries,
    long Bytes);
