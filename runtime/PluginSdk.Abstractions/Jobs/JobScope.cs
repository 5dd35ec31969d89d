namespace PluginSdk;

/// <summary>Where a job runs.</summary>
public enum JobScope
{
    /// <summary>Once in the cluster for every instant.</summary>
    Cluster,

    /// <summary>On every node for itself.</summary>
    Node,
}
