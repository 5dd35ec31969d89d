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
    private readonly long _bound = Math.Max(0, (long)Math.Min(bound.TotalMilliseconds, int.MaxValue) - clock.Slack);
    private long _until = feed is null ? long.MaxValue : 0;
    private readonly Lock _gate = new();
    private int _suspensions;

    /// <summary>
    /// The end of trust as last worked out; it never lies too late. Read it before the entry and hold the time that is
    /// read after the entry against it: then whatever had to be applied by that time was applied before the entry was read.
    /// </summary>
    public long Until => Volatile.Read(ref _until);

    /// <summary>Works out the end of trust anew.</summary>
    public long Refresh()
    {
        var until = feed is null ? long.MaxValue : WorkOut(feed);
        if (until == Until)
            return until;
        lock (_gate)
        {
            // Whoever has suspended it must not hit what this would let through.
            if (_suspensions == 0)
                Volatile.Write(ref _until, until);
        }

        return until;
    }

    /// <summary>
    /// Whether something that was read at <paramref name="at"/> is so fresh that no invalidation which it misses can be
    /// older than the bound.
    /// </summary>
    public bool IsFresh(long at, long now) => now - at < _bound;

    /// <summary>Makes every read take the long way, which looks at the ambient transaction.</summary>
    public void Suspend()
    {
        lock (_gate)
        {
            _suspensions++;
            Volatile.Write(ref _until, 0);
        }
    }

    /// <summary>Takes one <see cref="Suspend"/> back.</summary>
    public void Resume()
    {
        lock (_gate)
            _suspensions--;
    }

    private long WorkOut(INodeFeed source)
    {
        // In this order: a pause between the two makes the age too great, never too small.
        var now = clock.Now;
        var confirmedAt = source.ConfirmedAt;
        var age = confirmedAt == 0 ? TimeSpan.MaxValue : clock.Time.GetElapsedTime(confirmedAt);
        return age >= TimeSpan.FromMilliseconds(_bound) ? 0 : now + _bound - (long)Math.Ceiling(age.TotalMilliseconds);
    }
}
