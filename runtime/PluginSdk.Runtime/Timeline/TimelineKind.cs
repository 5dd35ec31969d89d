namespace PluginSdk.Runtime;

/// <summary>What happened on a node.</summary>
public enum TimelineKind
{
    /// <summary>The node joined the cluster.</summary>
    NodeJoined,
    /// <summary>The node left the cluster in order.</summary>
    NodeLeft,
    /// <summary>A plugin package was installed into the shared store.</summary>
    PluginInstalled,
    /// <summary>A plugin started on the node.</summary>
    PluginStarted,
    /// <summary>A plugin stopped on the node.</summary>
    PluginStopped,
    /// <summary>A plugin was refused, or failed.</summary>
    PluginRefused,
    /// <summary>A cache called its loader.</summary>
    CacheLoaded,
    /// <summary>A cache was told to drop entries, here or by another node.</summary>
    CacheInvalidated,
    /// <summary>A cache stopped trusting what it has, and starts again.</summary>
    CacheDistrusted,
    /// <summary>A lock was acquired.</summary>
    LockAcquired,
    /// <summary>A lock was not acquired: another holds it.</summary>
    LockRefused,
    /// <summary>A lock was released.</summary>
    LockReleased,
    /// <summary>A lock was lost while held.</summary>
    LockLost,
    /// <summary>A run of a job started.</summary>
    JobStarted,
    /// <summary>A run of a job ended.</summary>
    JobCompleted,
    /// <summary>A run of a job failed.</summary>
    JobFailed,
    /// <summary>An instant of a per-cluster job was left to another node.</summary>
    JobLeftToOther,
    /// <summary>An instant of a job was left out: the run before it is still going, or no node could run it in time.</summary>
    JobSkipped,
    /// <summary>A run of a job lost its claim, here or because its node died.</summary>
    JobLost,
    /// <summary>An event is held back until its transaction ends.</summary>
    EventHeldBack,
    /// <summary>An event was dropped, because its transaction rolled back.</summary>
    EventDropped,
    /// <summary>An event went into the cluster's log.</summary>
    EventPublished,
    /// <summary>An event of this node was handled.</summary>
    EventHandledLocally,
    /// <summary>An event of another node was handled.</summary>
    EventHandledRemotely,
    /// <summary>A handler of an event failed.</summary>
    EventHandlerFailed,
    /// <summary>Events of other nodes may have been missed: the node's place in the cluster's log was lost.</summary>
    EventsMissed,
    /// <summary>A plugin's licence changed.</summary>
    LicenseChanged,
    /// <summary>The plugin itself said something.</summary>
    PluginLog,
}
