namespace PluginSdk;

/// <summary>Why events of other nodes may be missing on this one.</summary>
public enum EventGap
{
    /// <summary>
    /// The node's place in the cluster's log was lost: it was away for longer than the log is kept, or the engine came back
    /// without it.
    /// </summary>
    PlaceLost,

    /// <summary>The plugin's handlers were slower than the other nodes publish, until no more events could wait for them.</summary>
    TooSlow,
}
