namespace PluginSdk.Runtime.Engine;

/// <summary>How often a reader of the log that has nothing to read asks whether that is still so.</summary>
public static class LogPace
{
    /// <summary>The pace of <see cref="ILogReader.ConfirmedAt"/>: a quarter of the default bound on a cache's staleness.</summary>
    public static TimeSpan Confirmation { get; } = TimeSpan.FromMilliseconds(500);
}
