namespace PluginSdk;

/// <summary>
/// The cluster as one plugin sees it. Every name given to it belongs to the plugin: two plugins that both say
/// <c>"reports"</c> have two caches. What an attribute does can also be done here by hand, with a name known only
/// at run time.
/// </summary>
public interface ICluster
{
    /// <summary>Caches whose entries are invalidated on every node.</summary>
    IClusterCaches Caches { get; }

    /// <summary>Locks that guard across nodes.</summary>
    IClusterLocks Locks { get; }

    /// <summary>Events that reach every node.</summary>
    IClusterEvents Events { get; }

    /// <summary>The plugin's scheduled jobs.</summary>
    IClusterJobs Jobs { get; }

    /// <summary>The nodes that are alive.</summary>
    IClusterNodes Nodes { get; }

    /// <summary>The node this code runs on.</summary>
    ClusterNode ThisNode { get; }
}
