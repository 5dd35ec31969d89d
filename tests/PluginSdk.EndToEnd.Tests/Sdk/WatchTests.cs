namespace PluginSdk.EndToEnd.Tests.Sdk;

public sealed class WatchTests(FeedFixture feed)
{
    [Fact]
    public async Task Watch_runs_a_cluster_of_the_package_that_an_edit_makes()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);
        await using var watch = workspace.Start("watch", "--non-interactive");
        await watch.SaysAsync("plugin  started", times: 3);

        // The settings of a cache go into the descriptor: nothing that running nodes could be patched with.
        workspace.Write("Reports.cs", AuthorProject.Source.Replace("\"10m\"", "\"11m\"", StringComparison.Ordinal));
        await watch.SaysAsync("plugin  started", times: 6);

        var hashes = (await watch.SaysAsync("installed into the shared store", times: 2)).Select(line => line[line.IndexOf("hash ", StringComparison.Ordinal)..]);
        Assert.Equal(2, hashes.Distinct().Count());
    }
}
