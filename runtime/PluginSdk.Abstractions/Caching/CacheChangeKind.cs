namespace PluginSdk;

/// <summary>What happened to entries of a cache on this node.</summary>
public enum CacheChangeKind
{
    /// <summary>This node keeps a value that a loader gave it, or the shared tier did.</summary>
    Loaded,

    /// <summary>A value was put, on this node or on another.</summary>
    Put,

    /// <summary>The key was invalidated, on this node or on another.</summary>
    Removed,

    /// <summary>Every key was invalidated, or those of a tag.</summary>
    ManyRemoved,

    /// <summary>The near cache was dropped because entries of the log may have been missed.</summary>
    Distrusted,
}
