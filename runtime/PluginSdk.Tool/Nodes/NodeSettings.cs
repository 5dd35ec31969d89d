using PluginSdk.Hosting;

namespace PluginSdk.Tool.Nodes;

/// <summary>What the nodes of one run have in common.</summary>
/// <param name="Nodes">How many there are.</param>
/// <param name="Redis">The cluster's Redis; null: the cluster lives in this process.</param>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Home">Holds the shared home and a local home for each node.</param>
/// <param name="Policy">What becomes of packages whose flag is false.</param>
internal sealed record NodeSettings(int Nodes, string? Redis, string Cluster, string Home, CompatibilityPolicy Policy)
{
    public string SharedHome => Path.Combine(Home, "shared");

    public string LocalHomeOf(string node) => Path.Combine(Home, "local", node);

    public IReadOnlyList<string> Names => [.. Enumerable.Range(1, Nodes).Select(number => $"node-{number}")];
}
