namespace PluginSdk;

/// <summary>The nodes of the cluster, as membership sees them now.</summary>
public interface IClusterNodes
{
    /// <summary>The nodes that are alive, this one included, ordered by name. A snapshot that never changes.</summary>
    IReadOnlyList<ClusterNode> Current { get; }
}
