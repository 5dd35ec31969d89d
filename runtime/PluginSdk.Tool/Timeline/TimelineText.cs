using PluginSdk.Runtime;

namespace PluginSdk.Tool.Timeline;

/// <summary>What a timeline entry says to a person.</summary>
internal static class TimelineText
{
    /// <summary>A word for the column that says what it is about.</summary>
    public static string Topic(TimelineKind kind) => kind switch
    {
        TimelineKind.NodeJoined or TimelineKind.NodeLeft => "node",
        TimelineKind.PluginInstalled or TimelineKind.PluginStarted or TimelineKind.PluginStopped or TimelineKind.PluginRefused => "plugin",
        TimelineKind.CacheLoaded or TimelineKind.CacheInvalidated or TimelineKind.CacheDistrusted => "cache",
        TimelineKind.LockAcquired or TimelineKind.LockRefused or TimelineKind.LockReleased or TimelineKind.LockLost => "lock",
        TimelineKind.JobStarted or TimelineKind.JobCompleted or TimelineKind.JobFailed or TimelineKind.JobLeftToOther => "job",
        TimelineKind.EventHeldBack or TimelineKind.EventDropped or TimelineKind.EventPublished or TimelineKind.EventHandledLocally
            or TimelineKind.EventHandledRemotely or TimelineKind.EventHandlerFailed or TimelineKind.EventsMissed => "event",
        TimelineKind.LicenseChanged => "licence",
        _ => "says",
    };

    /// <summary>A sentence without its subject, which stands before it.</summary>
    public static string Predicate(TimelineKind kind) => kind switch
    {
        TimelineKind.NodeJoined => "joined the cluster",
        TimelineKind.NodeLeft => "left the cluster",
        TimelineKind.PluginInstalled => "installed into the shared store",
        TimelineKind.PluginStarted => "started",
        TimelineKind.PluginStopped => "stopped",
        TimelineKind.PluginRefused => "refused",
        TimelineKind.CacheLoaded => "loaded",
        TimelineKind.CacheInvalidated => "invalidated",
        TimelineKind.CacheDistrusted => "distrusts what it has",
        TimelineKind.LockAcquired => "acquired",
        TimelineKind.LockRefused => "not acquired",
        TimelineKind.LockReleased => "released",
        TimelineKind.LockLost => "lost",
        TimelineKind.JobStarted => "started",
        TimelineKind.JobCompleted => "completed",
        TimelineKind.JobFailed => "failed",
        TimelineKind.JobLeftToOther => "left to another node",
        TimelineKind.EventHeldBack => "held back",
        TimelineKind.EventDropped => "dropped",
        TimelineKind.EventPublished => "published",
        TimelineKind.EventHandledLocally => "handled",
        TimelineKind.EventHandledRemotely => "handled as a wrapper",
        TimelineKind.EventHandlerFailed => "handler failed",
        TimelineKind.EventsMissed => "maybe missed",
        TimelineKind.LicenseChanged => "changed",
        _ => "",
    };

    /// <summary>What it is about, by the name its author gave it: a plugin's own names need no key before them.</summary>
    public static string? Subject(TimelineEntry entry) =>
        entry is { Plugin: { } plugin, Subject: { } subject } && subject.StartsWith($"{plugin}/", StringComparison.Ordinal) ? subject[(plugin.Length + 1)..] : entry.Subject;

    public static bool IsTrouble(TimelineKind kind) => kind is TimelineKind.PluginRefused or TimelineKind.LockLost or TimelineKind.JobFailed
        or TimelineKind.EventHandlerFailed or TimelineKind.EventsMissed or TimelineKind.CacheDistrusted;
}
