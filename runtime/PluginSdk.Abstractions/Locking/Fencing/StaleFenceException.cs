namespace PluginSdk;

/// <summary>
/// A resource refused a write because it has seen a larger fencing token: another holder of the lock came after this one,
/// which was paused or cut off for longer than its lease. Nothing was written; start the whole operation again.
/// </summary>
public sealed class StaleFenceException : Exception
{
    /// <summary>Says that <paramref name="resource"/> has seen <paramref name="largestSeen"/>; null if it does not tell.</summary>
    public StaleFenceException(string resource, long fencingToken, long? largestSeen)
        : base($"'{resource}' refused the fencing token {fencingToken}{(largestSeen is { } seen ? $", because it has seen {seen}" : "")}: the lock has had another holder since. Nothing was written; take the lock again and repeat the whole operation.")
    {
        Resource = resource;
        FencingToken = fencingToken;
        LargestSeen = largestSeen;
    }

    /// <summary>Who refused.</summary>
    public string Resource { get; }

    /// <summary>The token of the holder that came too late.</summary>
    public long FencingToken { get; }

    /// <summary>The largest token that the resource had seen; null if it does not tell.</summary>
    public long? LargestSeen { get; }
}
