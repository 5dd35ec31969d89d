using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Runtime;
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
        var contexts = LoadContexts.Alive();
        Assert.Equal(3, contexts.Count);

        await cluster[0].RunAsync(() => cluster[0].Node.Packages.UninstallAsync(ProbePlugin.Key));
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Node.Plugins.Count == 0), cancellationToken: TestContext.Current.CancellationToken);

        await CollectedAsync(cluster, contexts);
    }

    [Fact]
    public async Task A_plugin_that_used_caches_locks_jobs_and_events_leaves_nothing_in_memory()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package(defines: "BUSY"));
        var contexts = LoadContexts.Alive();
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.All(cluster, node => Assert.Contains($"{node.Name} heard remote", _log.Said));
        foreach (var kind in new[] { TimelineKind.CacheLoaded, TimelineKind.CacheInvalidated, TimelineKind.LockAcquired, TimelineKind.JobCompleted })
            Assert.NotEmpty(cluster.Timeline.Of(kind));

        await cluster[0].RunAsync(() => cluster[0].Node.Packages.UninstallAsync(ProbePlugin.Key));
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Node.Plugins.Count == 0), cancellationToken: TestContext.Current.CancellationToken);

        await CollectedAsync(cluster, contexts);
    }

    [Fact]
    public async Task A_plugin_that_failed_to_start_leaves_nothing_in_memory()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package(defines: "FAILS"));
        await CollectedAsync(cluster, LoadContexts.Alive());
    }

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
