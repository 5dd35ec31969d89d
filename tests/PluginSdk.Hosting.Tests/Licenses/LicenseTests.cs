using PluginSdk.Hosting.Tests.Probe;
using PluginSdk.Runtime;
using PluginSdk.Testing;

namespace PluginSdk.Hosting.Tests.Licenses;

public sealed class LicenseTests : IDisposable
{
    private readonly ProbeLog _log = new();
    private readonly List<FileLicenseSource> _sources = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pluginsdk-licences-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "licences.json");

    public void Dispose()
    {
        foreach (var source in _sources)
            source.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_change_of_the_file_is_seen_by_the_plugin_on_all_nodes()
    {
        await using var cluster = await StartAsync();
        Assert.All(cluster, node => Assert.Equal(LicenseState.Missing, node.Context.License.State));

        Write("""{ "acme.probe": { "licensee": "Acme", "properties": { "seats": "25" } } }""");
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal((LicenseState.Valid, "Acme", "25"), (node.Context.License.State, node.Context.License.Licensee, node.Context.License.Properties["seats"])));
        Assert.Equal(["node-1", "node-2", "node-3"], cluster.Told(TimelineKind.LicenseChanged));

        File.Delete(Path);
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal(LicenseState.Missing, node.Context.License.State));
    }

    [Fact]
    public async Task A_licence_expires_by_itself()
    {
        Write("""{ "acme.probe": { "expiresAt": "2026-01-01T01:00:00Z" } }""");
        await using var cluster = await StartAsync();
        Assert.All(cluster, node => Assert.True(node.Context.License.IsValid));

        await cluster.AdvanceAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.All(cluster, node => Assert.Equal(LicenseState.Expired, node.Context.License.State));
    }

    [Fact]
    public async Task A_change_is_seen_though_neither_the_files_time_nor_its_length_tell_of_it()
    {
        Write("""{ "acme.probe": { "licensee": "Acme" } }""");
        await using var cluster = await StartAsync();
        Write("""{ "acme.probe": { "licensee": "Ecma" } }""");
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal("Ecma", node.Context.License.Licensee));

        Write("");
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal(LicenseState.Invalid, node.Context.License.State));
    }

    [Fact]
    public async Task A_licence_in_an_unreadable_file_is_invalid_until_the_file_is_mended()
    {
        Write("""{ "acme.probe": { "licensee": "Acme" } }""");
        await using var cluster = await StartAsync();

        Write("""{ "acme.probe": { "licen""");
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal(LicenseState.Invalid, node.Context.License.State));

        Write("""{ "acme.probe": { "licensee": "Acme again" } }""");
        await LookAsync(cluster);
        Assert.All(cluster, node => Assert.Equal("Acme again", node.Context.License.Licensee));
    }

    [Fact]
    public async Task Another_plugins_licence_is_not_this_plugins()
    {
        Write("""{ "acme.other": { "licensee": "Acme" } }""");
        await using var cluster = await StartAsync();
        Assert.All(cluster, node => Assert.Equal(LicenseState.Missing, node.Context.License.State));
    }

    private static Task LookAsync(TestCluster cluster) =>
        cluster.AdvanceAsync(FileLicenseSource.PollInterval, TestContext.Current.CancellationToken);

    private async Task<TestCluster> StartAsync()
    {
        var cluster = await ProbeCluster.StartAsync(_log, configure: (node, _) =>
        {
            var source = new FileLicenseSource(Path, node.Member.TimeProvider);
            _sources.Add(source);
            return node with { LicenseSource = source };
        });
        await cluster.InstallAsync(ProbePlugin.Package());
        return cluster;
    }

    /// <summary>All within one tick of a coarse file system's clock.</summary>
    private void Write(string json)
    {
        File.WriteAllText(Path, json);
        File.SetLastWriteTimeUtc(Path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
