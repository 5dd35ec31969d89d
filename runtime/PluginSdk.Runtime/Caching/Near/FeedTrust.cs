namespace PluginSdk.Runtime.Caching;

/// <summary>
/// Until when the near cache may be believed: for the bound of staleness after the last moment for which the node is known
/// to have applied everything in the log.
/// </summary>
/// <param name="feed">The node's feed; null for a cache that is nobody else's.</param>
/// <param name="clock">The clock of the hit path.</param>
/// <param name="bound">The bound of staleness.</param>
internal sealed class FeedTrust(INodeFeed? feed, CacheClock clock, TimeSpan bound)
{
    private readonly long _bound = Math.Max(0, (long)bound.TotalMilliseconds - clock.Slack);
    private long _until = feed is null ? long.MaxValue : 0;

    /// <summary>
    /// The end of trust as last worked out; it never lies too late. Read it before the entry and hold the time that is
    /// read after the entry against it: then whatever had to be applied by that time was applied before the entry was read.
    /// </summary>
    public long Until => Volatile.Read(ref _until);

    /// <summary>Works out the end of trust anew.</summary>
    public long Refresh()
    {
        if (feed is null)
            return long.MaxValue;
        // In this order: a pause between the two makes the age too great, never too small.
        var now = clock.Now;
        var confirmedAt = feed.ConfirmedAt;
        var age = confirmedAt == 0 ? TimeSpan.MaxValue : clock.Time.GetElapsedTime(confirmedAt);
        var until = age >= TimeSpan.FromMilliseconds(_bound) ? 0 : now + _bound - (long)Math.Ceiling(age.TotalMilliseconds);
        Volatile.Write(ref _until, until);
        return until;
    }

    /// <summary>
    /// Whether something that was read at <paramref name="at"/> is so fresh that no invalidation which it misses can be
    /// older than the bound.
    /// </summary>
    public bool IsFresh(long at, long now) => now - at < _bound;
}
