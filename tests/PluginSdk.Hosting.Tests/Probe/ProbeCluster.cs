using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Runtime;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Probe;

/// <summary>Three nodes that run what is installed, and one place where their plugins speak.</summary>
internal static class ProbeCluster
{
    public static Task<TestCluster> StartAsync(ProbeLog log, int nodes = 3, Func<PluginNodeOptions, int, PluginNodeOptions>? configure = null, int seed = 1) =>
        TestCluster.StartEmptyAsync(ProbePlugin.Key, nodes, options =>
        {
            options.Seed = seed;
            options.ConfigureNode = (node, index) =>
            {
                node = node with
                {
                    IncompatiblePlugins = CompatibilityPolicy.Refuse,
                    SharedContracts = [typeof(IProbe).Assembly],
                    ExportServices = services => services.AddSingleton<IProbe>(log),
                };
                return configure?.Invoke(node, index) ?? node;
            };
        });

    public static async Task<IReadOnlyList<PackageOnNode>> InstallAsync(this TestCluster cluster, byte[] package, int through = 0)
    {
        var store = cluster[through].Node.Packages;
        await cluster.WhileTimePassesAsync(() => cluster[through].RunAsync(() => store.InstallAsync(package, "probe.cplugin")));
        return await cluster.SettledAsync();
    }

    public static Task<IReadOnlyList<PackageOnNode>> SettledAsync(this TestCluster cluster)
    {
        var node = cluster.First(node => !node.HasLeft);
        return cluster.WhileTimePassesAsync(() => node.RunAsync(() => node.Node.Packages.WaitUntilSettledAsync(TimeSpan.FromMinutes(1))));
    }

    public static IReadOnlyList<string> Told(this TestCluster cluster, TimelineKind kind) =>
        [.. cluster.Timeline.Of(kind).Select(entry => entry.Node).Order(StringComparer.Ordinal)];
}
