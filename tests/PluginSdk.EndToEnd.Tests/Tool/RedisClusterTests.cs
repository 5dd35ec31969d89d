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

        // A run has a cluster of its own, and takes what it installed with it also from one that it was given.
        Assert.Contains("is empty", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.ToolAsync("up", package, "--nodes", "1", "--redis", redis.Endpoint, "--cluster", "default", "--for", "1")).Succeeded();
        Assert.Contains("is empty", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);

        // The store outlives every command: what was installed is listed until it is uninstalled, and a run leaves it there.
        (await workspace.ToolAsync("install", package, "--redis", redis.Endpoint)).Succeeded();
        (await workspace.ToolAsync("up", package, "--nodes", "1", "--redis", redis.Endpoint, "--cluster", "default", "--for", "1")).Succeeded();
        Assert.Contains("contoso.hats", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.ToolAsync("uninstall", "contoso.hats", "--redis", redis.Endpoint)).Succeeded();
        Assert.Contains("is empty", (await workspace.ToolAsync("list", "--redis", redis.Endpoint)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.ToolAsync("uninstall", "contoso.hats", "--redis", redis.Endpoint)).Failed();
    }

    private static string SlotOf(string line) => line[line.IndexOf("slot ", StringComparison.Ordinal)..].Split(',')[0];
}
