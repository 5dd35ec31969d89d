using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Packages;

/// <summary>
/// Whatever happens on the way, in the end every node runs exactly what the store names; where that does not start, what
/// ran there before it, if anything did.
/// </summary>
public sealed class ConvergenceTests
{
    private static readonly byte[][] s_versions = [ProbePlugin.Package("1.0.0"), ProbePlugin.Package("2.0.0"), ProbePlugin.Package("3.0.0", defines: "FAILS")];

    private static CancellationToken Timeout => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Installs_and_uninstalls_through_all_nodes_at_once_end_in_one_state(int seed)
    {
        var random = new Random(seed);
        await using var cluster = await ProbeCluster.StartAsync(new ProbeLog(), seed: seed);
        for (var round = 0; round < 3; round++)
        {
            await cluster.WhileTimePassesAsync(() => Task.WhenAll(cluster.Select(node => ChangeAsync(node, random.Next(4)))), Timeout);
            Harm(cluster, random);
        }
        foreach (var node in cluster)
        {
            node.Heal();
            node.Resume();
        }

        await AgreeAsync(cluster);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    private static async Task AgreeAsync(TestCluster cluster)
    {
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(30), Timeout);
        var states = await cluster.SettledAsync();
        var installed = (await cluster[0].RunAsync(() => cluster[0].Node.Packages.ListAsync())).SingleOrDefault();
        Assert.Equal(installed is null ? 0 : 3, states.Count);
        foreach (var node in cluster)
        {
            var running = node.Node.Plugins.SingleOrDefault();
            if (installed is not { Version: "3.0.0" })
                Assert.Equal(installed?.Hash, running?.PackageHash);
            else
                Assert.NotEqual(installed.Version, running?.Version);
        }
    }

    private static Task ChangeAsync(TestNode node, int change) => node.RunAsync(async () =>
    {
        try
        {
            if (change < s_versions.Length)
                await node.Node.Packages.InstallAsync(s_versions[change], "probe.cplugin");
            else
                await node.Node.Packages.UninstallAsync(ProbePlugin.Key);
        }
        catch (Runtime.Engine.EngineUnavailableException)
        {
            // The node is cut off; what it asked for may have been done.
        }
    });

    private static void Harm(TestCluster cluster, Random random)
    {
        var node = cluster[random.Next(cluster.Count)];
        switch (random.Next(4))
        {
            case 0:
                node.Cut();
                break;
            case 1:
                node.Heal();
                break;
            default:
                break;
        }
    }
}
