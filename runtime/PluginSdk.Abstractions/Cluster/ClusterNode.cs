namespace PluginSdk;

/// <summary>One node of the cluster.</summary>
/// <param name="Id">Unique for each start of a node: a node that restarts has a new id.</param>
/// <param name="Name">The name the host gave to the node, or one made from the machine and process.</param>
public sealed record ClusterNode(string Id, string Name)
{
    /// <summary>The node's name.</summary>
    public override string ToString() => Name;
}
