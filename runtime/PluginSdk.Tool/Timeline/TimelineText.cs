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
            or TimelineKind.EventHandledRemotely or TimelineKind.EventHandlerFailed => "event",
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
        TimelineKind.LockRefused => "is held by another",
        TimelineKind.LockReleased => "released",
        TimelineKind.LockLost => "lost",
        TimelineKind.JobStarted => "started",
        TimelineKind.JobCompleted => "completed",
        TimelineKind.JobFailed => "failed",
        TimelineKind.JobLeftToOther => "left to another node",
        TimelineKind.EventHeldBack => "held back until the transaction ends",
        TimelineKind.EventDropped => "dropped: the transaction rolled back",
        TimelineKind.EventPublished => "published",
        TimelineKind.EventHandledLocally => "handled, from this node",
        TimelineKind.EventHandledRemotely => "handled as a wrapper, from another node",
        TimelineKind.EventHandlerFailed => "handler failed",
        TimelineKind.LicenseChanged => "changed",
        _ => "",
    };

    public static bool IsTrouble(TimelineKind kind) => kind is TimelineKind.PluginRefused or TimelineKind.LockLost or TimelineKind.JobFailed
        or TimelineKind.EventHandlerFailed or TimelineKind.CacheDistrusted;
}
