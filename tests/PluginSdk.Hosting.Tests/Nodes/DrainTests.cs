using PluginSdk.Hosting.Tests.Probe;

namespace PluginSdk.Hosting.Tests.Nodes;

/// <summary>A plugin that behaves badly when it stops.</summary>
public sealed class DrainTests
{
    private readonly ProbeLog _log = new();

    [Theory]
    [InlineData("STUCK")]
    [InlineData("STOPFAILS")]
    public async Task A_plugin_that_does_not_stop_well_stops_all_the_same(string behaviour)
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, configure: (node, _) => node with { IncompatiblePlugins = CompatibilityPolicy.Allow });
        Assert.All(await cluster.InstallAsync(ProbePlugin.Package(defines: ["BACKGROUND", "BUSY", behaviour])), state => Assert.Equal(PackageState.Running, state.State));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        await cluster[0].RunAsync(() => cluster[0].Node.Packages.UninstallAsync(ProbePlugin.Key));
        await cluster.WaitUntilAsync(() => _log.Said.Count(said => said.EndsWith("service disposed", StringComparison.Ordinal)) == 3, cancellationToken: TestContext.Current.CancellationToken);

        // Neither jobs nor handlers of it run any more, and another version can start.
        var heard = _log.Said.Count(said => said.Contains("heard", StringComparison.Ordinal));
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(heard, _log.Said.Count(said => said.Contains("heard", StringComparison.Ordinal)));
        Assert.All(await cluster.InstallAsync(ProbePlugin.Package("2.0.0")), state => Assert.Equal(PackageState.Running, state.State));
    }
}
