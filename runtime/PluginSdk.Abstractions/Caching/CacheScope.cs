namespace PluginSdk;

/// <summary>How far a cache reaches.</summary>
public enum CacheScope
{
    /// <summary>Each node's near cache in front of a tier that all nodes share, with invalidation on every node.</summary>
    Hybrid,

    /// <summary>Each node for itself: no shared tier and no invalidation of other nodes.</summary>
    Local,

    /// <summary>As <see cref="Hybrid"/>, and puts are pushed to the near cache of every node.</summary>
    Replicated,
}
