namespace PluginSdk.Runtime.Caching;

/// <summary>What an entry of a cache's topic says. The numbers are part of the wire.</summary>
internal enum CacheAnnouncementKind
{
    /// <summary>The keys are invalid.</summary>
    Remove = 0,

    /// <summary>Every key is invalid.</summary>
    RemoveAll = 1,

    /// <summary>The key has another value, which may be part of the announcement.</summary>
    Put = 2,

    /// <summary>The keys whose values have the tag are invalid.</summary>
    RemoveTag = 3,

    /// <summary>A load that others may wait for has ended.</summary>
    Loaded = 4,
}
