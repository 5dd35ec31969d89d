namespace PluginSdk.Runtime.Engine;

/// <summary>
/// A place in the log. The stamp is random for each entry: after a failover or an empty restart the same sequence number
/// may come again, and only the stamp tells that it is another entry.
/// </summary>
/// <param name="Sequence">1 for the first entry, and no gaps; 0 is the place before the first.</param>
/// <param name="Stamp">A random number of the entry.</param>
public readonly record struct LogPosition(long Sequence, long Stamp)
{
    /// <summary>The place before the first entry of a log.</summary>
    public static LogPosition Start => default;
}
