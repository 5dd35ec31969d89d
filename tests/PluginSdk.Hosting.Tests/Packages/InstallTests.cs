using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Packaging;
using PluginSdk.Runtime;

namespace PluginSdk.Hosting.Tests.Packages;

public sealed class InstallTests
{
    private readonly ProbeLog _log = new();

    [Fact]
    public async Task A_package_that_is_installed_once_runs_on_every_node()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        var states = await cluster.InstallAsync(ProbePlugin.Package());

        Assert.Equal(["node-1", "node-2", "node-3"], states.Select(state => state.Node.Name));
        Assert.All(states, state => Assert.Equal(PackageState.Running, state.State));
        // A static is private to a node: each instance is the first of its load context.
        Assert.Equal(["node-1 1.0.0 instance 1", "node-2 1.0.0 instance 1", "node-3 1.0.0 instance 1"], _log.Said.Where(said => said.Contains("instance", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_node_that_joins_later_runs_what_is_installed()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, nodes: 2);
        await cluster.InstallAsync(ProbePlugin.Package());

        await cluster.JoinAsync(TestContext.Current.CancellationToken);

        Assert.Contains("node-3 1.0.0 instance 1", _log.Said);
        Assert.Equal(3, (await cluster.SettledAsync()).Count(state => state.State == PackageState.Running));
    }

    [Fact]
    public async Task An_uninstalled_plugin_stops_on_every_node()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package());

        var store = cluster[1].Node.Packages;
        Assert.True(await cluster[1].RunAsync(() => store.UninstallAsync(ProbePlugin.Key)));
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Node.Plugins.Count == 0), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, _log.Said.Count(said => said.Contains("service disposed", StringComparison.Ordinal)));
        Assert.Empty(await cluster[0].RunAsync(() => cluster[0].Node.Packages.ListAsync()));
        Assert.False(await cluster[1].RunAsync(() => store.UninstallAsync(ProbePlugin.Key)));
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_on_every_node()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package());
        var old = Assert.Single(await cluster[0].RunAsync(() => cluster[0].Node.Packages.ListAsync()));

        var states = await cluster.InstallAsync(ProbePlugin.Package("2.0.0"), through: 2);

        Assert.All(states, state => Assert.Equal(("2.0.0", PackageState.Running), (state.Version, state.State)));
        Assert.All(cluster, node => Assert.Equal("2.0.0", Assert.Single(node.Node.Plugins).Version));
        // The old package is not kept where nobody will ask for it.
        Assert.Null(await cluster[0].RunAsync(async () => await cluster.Engine.Blobs.GetAsync(old.Blob, CancellationToken.None)));
    }

    [Fact]
    public async Task A_package_that_fails_to_start_is_refused_and_the_nodes_go_on()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        var states = await cluster.InstallAsync(ProbePlugin.Package(defines: "FAILS"));

        Assert.All(states, state => Assert.Equal(PackageState.Refused, state.State));
        Assert.All(states, state => Assert.Contains("does not like it here", state.Reason, StringComparison.Ordinal));
        Assert.Equal(["node-1", "node-2", "node-3"], cluster.Told(TimelineKind.PluginRefused));

        states = await cluster.InstallAsync(ProbePlugin.Package("1.0.1"));
        Assert.All(states, state => Assert.Equal(PackageState.Running, state.State));
    }

    [Theory]
    [InlineData("FAILS", "does not like it here")]
    [InlineData("BACKGROUND", "not cluster compatible")]
    public async Task A_version_that_is_refused_leaves_the_one_before_it_running(string defines, string reason)
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        await cluster.InstallAsync(ProbePlugin.Package());

        var states = await cluster.InstallAsync(ProbePlugin.Package("2.0.0", defines: defines));

        Assert.All(states, state => Assert.Equal(("2.0.0", PackageState.Refused), (state.Version, state.State)));
        Assert.All(states, state => Assert.Contains(reason, state.Reason, StringComparison.Ordinal));
        Assert.All(states, state => Assert.EndsWith("Version 1.0.0 runs on.", state.Reason, StringComparison.Ordinal));
        Assert.All(cluster, node => Assert.Equal("1.0.0", Assert.Single(node.Node.Plugins).Version));

        states = await cluster.InstallAsync(ProbePlugin.Package("2.0.1"));
        Assert.All(states, state => Assert.Equal(PackageState.Running, state.State));
        Assert.All(cluster, node => Assert.Equal("2.0.1", Assert.Single(node.Node.Plugins).Version));
        Assert.True(await cluster[0].RunAsync(() => cluster[0].Node.Packages.UninstallAsync(ProbePlugin.Key)));
        await cluster.WaitUntilAsync(() => cluster.All(node => node.Node.Plugins.Count == 0), cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_package_that_does_not_come_to_the_end_of_its_start_is_refused_and_keeps_no_other()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, configure: (node, _) => node with { IncompatiblePlugins = CompatibilityPolicy.Allow, StartTimeout = TimeSpan.FromSeconds(10) });
        await cluster.InstallAsync(ProbePlugin.Package(defines: ["BACKGROUND", "HANGS"]));
        var states = await cluster.InstallAsync(ProbePlugin.Package(key: "acme.other"));

        Assert.All(states.Where(state => state.Key == ProbePlugin.Key), state => Assert.Equal(PackageState.Refused, state.State));
        Assert.All(states.Where(state => state.Key == ProbePlugin.Key), state => Assert.Contains("did not start", state.Reason, StringComparison.Ordinal));
        Assert.Equal(3, states.Count(state => state is { Key: "acme.other", State: PackageState.Running }));
    }

    [Fact]
    public async Task A_damaged_or_foreign_package_never_enters_the_store()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        var intact = ProbePlugin.Package();
        var tampered = intact.ToArray();
        tampered[^200] ^= 1;

        await RefusedAsync(intact[..^100], PackageFailure.Damaged);
        await RefusedAsync(ProbePlugin.Package(contract: "2.0"), PackageFailure.OtherContract);
        await Assert.ThrowsAsync<PluginPackageException>(() => cluster[0].RunAsync(() => cluster[0].Node.Packages.InstallAsync(tampered, "tampered.cplugin")));
        Assert.Empty(await cluster[0].RunAsync(() => cluster[0].Node.Packages.ListAsync()));

        async Task RefusedAsync(byte[] package, PackageFailure failure)
        {
            var refused = await Assert.ThrowsAsync<PluginPackageException>(() => cluster[0].RunAsync(() => cluster[0].Node.Packages.InstallAsync(package, "bad.cplugin")));
            Assert.Equal(failure, refused.Failure);
        }
    }

    [Fact]
    public async Task A_node_that_was_cut_off_catches_up()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        cluster[2].Cut();
        await cluster.WhileTimePassesAsync(() => cluster[0].RunAsync(() => cluster[0].Node.Packages.InstallAsync(ProbePlugin.Package(), "probe.cplugin")), TestContext.Current.CancellationToken);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_log.Said, said => said.StartsWith("node-3", StringComparison.Ordinal));

        cluster[2].Heal();
        await cluster.WaitUntilAsync(() => cluster[2].Node.Plugins.Count == 1, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(CompatibilityPolicy.Refuse, PackageState.Refused)]
    [InlineData(CompatibilityPolicy.Warn, PackageState.Running)]
    [InlineData(CompatibilityPolicy.Allow, PackageState.Running)]
    public async Task The_hosts_policy_decides_about_a_package_without_the_flag(CompatibilityPolicy policy, PackageState expected)
    {
        await using var cluster = await ProbeCluster.StartAsync(_log, configure: (node, _) => node with { IncompatiblePlugins = policy });
        // A background service runs on every node at once, which the validator of built code objects to.
        var package = ProbePlugin.Package(defines: "BACKGROUND");
        var objection = Assert.Single(PluginPackage.Read(package, "test").Document.Compatibility.Reasons);
        var states = await cluster.InstallAsync(package);

        Assert.All(states, state => Assert.Equal(expected, state.State));
        if (expected == PackageState.Refused)
            Assert.All(states, state => Assert.Contains(objection, state.Reason, StringComparison.Ordinal));
        else
            Assert.Equal(3, _log.Said.Count(said => said.EndsWith("background started", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_flag_that_the_code_contradicts_is_not_believed()
    {
        await using var cluster = await ProbeCluster.StartAsync(_log);
        var forged = WithFlag(ProbePlugin.Package(defines: "BACKGROUND"));
        Assert.True(PluginPackage.Read(forged, "forged").Document.Compatibility.Flag);

        var states = await cluster.InstallAsync(forged);

        Assert.All(states, state => Assert.Equal(PackageState.Refused, state.State));
        Assert.All(states, state => Assert.Contains("not cluster compatible", state.Reason, StringComparison.Ordinal));
    }

    private static byte[] WithFlag(byte[] package)
    {
        using var stream = new MemoryStream();
        stream.Write(package);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry("plugin.json")!;
            JsonNode document;
            using (var reader = entry.Open())
                document = JsonNode.Parse(reader)!;
            entry.Delete();
            var compatibility = document["compatibility"]!;
            compatibility["flag"] = true;
            compatibility["reasons"] = new JsonArray();
            compatibility["findings"] = new JsonArray();
            using var writer = archive.CreateEntry("plugin.json").Open();
            writer.Write(Encoding.UTF8.GetBytes(document.ToJsonString()));
        }
        return stream.ToArray();
    }
}
