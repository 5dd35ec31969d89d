using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Nodes;

public sealed class UnloadTests
{
    private readonly ProbeLog _log = new();

    [Fact]
    public async Task A_stopped_plugin_leaves_nothing_in_memory()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package());
        var contexts = Contexts();
        Assert.Equal(3, contexts.Count);

        await cluster[0].RunAsync(() => cluster[0].Node.Packages.UninstallAsync(ProbePlugin.Key));
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Node.Plugins.Count == 0), cancellationToken: TestContext.Current.CancellationToken);

        await CollectedAsync(cluster, contexts);
    }

    [Fact]
    public async Task A_plugin_that_failed_to_start_leaves_nothing_in_memory()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package(defines: "FAILS"));
        await CollectedAsync(cluster, Contexts());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> Contexts() =>
        [.. AssemblyLoadContext.All.Where(context => context is PluginLoadContext).Select(context => new WeakReference(context))];

    private static async Task CollectedAsync(TestCluster cluster, List<WeakReference> contexts)
    {
        for (var attempt = 0; attempt < 50 && contexts.Any(context => context.IsAlive); attempt++)
        {
            // What ran last may still stand in some variable of the pump; time that passes makes it run something else.
            await cluster.AdvanceAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.DoesNotContain(contexts, context => context.IsAlive);
    }
}
