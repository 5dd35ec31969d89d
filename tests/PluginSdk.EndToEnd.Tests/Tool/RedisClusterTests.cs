using PluginSdk.EndToEnd.Tests.Templates;
using PluginSdk.Engines.Tests;

namespace PluginSdk.EndToEnd.Tests.Tool;

/// <summary>Nodes as processes on a Redis server, driven by the tool alone.</summary>
public sealed class RedisClusterTests(FeedFixture feed)
{
    [Fact]
    public async Task Two_processes_share_jobs_events_and_what_is_installed()
    {
        await using var redis = await RedisServer.StartAsync();
        using var workspace = feed.NewWorkspace();
        var package = await TemplateProject.BuildAsync(workspace, feed);

        var run = (await workspace.ToolAsync("up", package, "--nodes", "2", "--redis", redis.Endpoint, "--for", "12")).Succeeded();

        var timeline = run.Output.Split('\n');
        var slots = timeline.Where(line => line.Contains("job     write started", StringComparison.Ordinal)).Select(SlotOf).ToList();
        Assert.NotEmpty(slots);
        Assert.Equal(slots.Count, slots.Distinct().Count());
        Assert.Contains(timeline, line => line.Contains("handled as a wrapper · from node-", StringComparison.Ordinal));

        // The store outlives the nodes: what one run has installed is listed until it is uninstalled.
        Assert.Contains("contoso.hats", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.ToolAsync("uninstall", "contoso.hats", "--redis", redis.Endpoint)).Succeeded();
        Assert.Contains("is empty", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.ToolAsync("uninstall", "contoso.hats", "--redis", redis.Endpoint)).Failed();
    }

    private static string SlotOf(string line) => line[line.IndexOf("slot ", StringComparison.Ordinal)..].Split(',')[0];
}
