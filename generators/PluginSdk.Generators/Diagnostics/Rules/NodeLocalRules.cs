using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>
/// PSDK07x: state and work that belong to one node where the author may have meant the cluster. Each is a suspicion: it
/// costs the compatibility flag until it is mended, or suppressed with a justification.
/// </summary>
internal static class NodeLocalRules
{
    private const string Category = "PluginSdk.NodeLocal";

    public static readonly DiagnosticDescriptor StaticCollection = Rule.Warning(
        "PSDK070", Category, "A collection is used as a cache of one node",
        "'{0}' is {1} that '{2}' changes: each node has its own, and none hears what the others do. Declare a [ClusterCache] property, or suppress this with the reason why each node may have its own.");

    public static readonly DiagnosticDescriptor Timer = Rule.Warning(
        "PSDK071", Category, "A timer runs on every node",
        "'{0}' ticks on every node of the cluster, and does not end with the plugin. Use [PerClusterJob] for work that is done once, or [PerNodeJob] for work that each node does.");

    public static readonly DiagnosticDescriptor HostedService = Rule.Warning(
        "PSDK072", Category, "A hosted service runs on every node",
        "The hosted service '{0}' runs on every node of the cluster. Use [PerClusterJob] for work that is done once, or [PerNodeJob] for work that each node does.");

    public static readonly DiagnosticDescriptor LocalLock = Rule.Warning(
        "PSDK073", Category, "A lock of this process guards what other nodes change too",
        "{0} keeps out the threads of this node only, while '{1}' belongs to the whole cluster. Use [ClusterLock].");

    public static readonly DiagnosticDescriptor LicenseField = Rule.Warning(
        "PSDK074", Category, "A licence is kept instead of asked for",
        "'{0}' keeps what IPluginContext.License said at one moment, but a licence changes while the plugin runs. Ask IPluginContext.License where you need it.");

    public static readonly DiagnosticDescriptor ForeignPath = Rule.Warning(
        "PSDK075", Category, "A file path outside of the plugin's homes",
        "{0} is outside of the plugin's homes, so that other nodes, or the next version, do not find it. Build paths on IPluginContext.Home.Shared for what all nodes see, or on IPluginContext.Home.Local.");
}
