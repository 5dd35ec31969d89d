using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Hosting.Tests.Probe;

namespace PluginSdk.Hosting.Tests.Nodes;

public sealed class HomeTests
{
    private readonly ProbeLog _log = new();

    [Fact]
    public async Task Nodes_share_one_home_and_have_one_each()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package());
        var homes = cluster.Select(node => node.Context.Home).ToList();

        Assert.Single(homes.Select(home => home.Shared).Distinct());
        Assert.Equal(3, homes.Select(home => home.Local).Distinct().Count());
        Assert.All(homes, home => Assert.True(Directory.Exists(home.Shared) && Directory.Exists(home.Local)));

        await File.WriteAllTextAsync(Path.Combine(homes[0].Shared, "report.txt"), "written on node-1", TestContext.Current.CancellationToken);
        Assert.Equal("written on node-1", await File.ReadAllTextAsync(Path.Combine(homes[2].Shared, "report.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_standalone_node_has_its_shared_home_inside_its_local_home()
    {
        var local = "";
        await using var cluster = await ProbeCluster.StartAsync(_log, nodes: 1, (node, _) =>
        {
            local = node.LocalHome;
            return node with { SharedHome = null };
        });
        await cluster.InstallAsync(ProbePlugin.Package());

        var home = cluster[0].Context.Home;
        Assert.Equal(Path.Combine(local, "shared-home", "plugins", ProbePlugin.Key), home.Shared);
        Assert.Equal(Path.Combine(local, "plugins", ProbePlugin.Key), home.Local);
    }

    [Fact]
    public async Task Every_node_has_the_files_that_the_package_brings_along()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.PackageWith(new Dictionary<string, byte[]>
        {
            ["content/texts/greeting.txt"] = "Grüezi"u8.ToArray(),
            ["content/empty.bin"] = [],
        }));

        foreach (var home in cluster.Select(node => node.Context.Home))
        {
            Assert.Equal("Grüezi", await File.ReadAllTextAsync(Path.Combine(home.Content, "texts", "greeting.txt"), TestContext.Current.CancellationToken));
            Assert.True(File.Exists(Path.Combine(home.Content, "empty.bin")));
        }

        Assert.Equal(3, cluster.Select(node => node.Context.Home.Content).Distinct().Count());
        await cluster.InstallAsync(ProbePlugin.Package("2.0.0"));
        Assert.All(cluster, node => Assert.Empty(Directory.EnumerateFileSystemEntries(node.Context.Home.Content)));
    }

    [Fact]
    public async Task Plugins_have_separate_homes()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, nodes: 1);
        await cluster.InstallAsync(ProbePlugin.Package());
        await cluster.InstallAsync(ProbePlugin.Package(key: "acme.other"));

        var homes = cluster[0].Node.Plugins.Select(plugin => plugin.Services.GetRequiredService<IPluginContext>().Home).ToList();
        Assert.Equal(4, homes.SelectMany(home => new[] { home.Shared, home.Local }).Distinct().Count());
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("/etc")]
    [InlineData("")]
    [InlineData("Con:")]
    public void A_key_cannot_lead_out_of_the_home(string key)
    {
        var root = Path.Combine(Path.GetTempPath(), "pluginsdk-homes-" + Guid.NewGuid().ToString("N"));
        var refused = Assert.Throws<PluginRefusedException>(() => new PluginHome(key, Path.Combine(root, "home"), null, null));
        Assert.Contains("cannot name a directory", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(root));
    }
}
