using PluginSdk.Engines.Tests;
using PluginSdk.EndToEnd.Tests.Sdk;

namespace PluginSdk.EndToEnd.Tests.Templates;

/// <summary><c>dotnet new clusterhost</c></summary>
public sealed class ClusterHostTests(FeedFixture feed)
{
    [Fact]
    public async Task A_new_host_builds_without_a_warning_and_runs_the_packages_of_its_folder()
    {
        using var workspace = feed.NewWorkspace();
        await NewHostAsync(workspace);
        workspace.WritePlugin(feed, "plugin");
        (await workspace.DotNetAsync("plugin", "build")).Succeeded();
        Directory.CreateDirectory(workspace.PathOf("Acme.Portal/plugins"));
        File.Copy(workspace.PathOf($"plugin/{AuthorProject.Package}"), workspace.PathOf("Acme.Portal/plugins/reports.cplugin"));
        workspace.Write("Acme.Portal/plugins/damaged.cplugin", "no package");

        await using var host = await StartAsync(workspace);
        await host.AnswersAsync("/", "\"key\":\"acme.reports\",\"version\":\"1.0.0\"", "\"nodes\":[");
        // It goes on beside the damaged one, and says so.
        await host.AnswersAsync("/health", "Degraded");
        Assert.Contains("damaged.cplugin", host.Output, StringComparison.Ordinal);
        Assert.Equal("[]", await host.AnswersAsync("/packages"));
        Assert.Equal(0, await host.StopAsync());
    }

    [Fact]
    public async Task Two_nodes_on_Redis_run_what_was_installed_once()
    {
        await using var redis = await RedisServer.StartAsync();
        using var workspace = feed.NewWorkspace();
        await NewHostAsync(workspace, "--redis", redis.Endpoint);
        Assert.Contains(redis.Endpoint, workspace.Read("Acme.Portal/appsettings.json"), StringComparison.Ordinal);
        workspace.WritePlugin(feed, "plugin");
        (await workspace.DotNetAsync("plugin", "build")).Succeeded();

        await using var first = await StartAsync(workspace, "--PluginHost:NodeName", "first");
        string[] install = [Repository.Tool, "install", AuthorProject.Package, "--redis", redis.Endpoint, "--cluster", "acme.portal"];
        (await workspace.DotNetAsync("plugin", install)).Succeeded();
        await first.AnswersAsync("/", "\"key\":\"acme.reports\"");
        await using var second = await StartAsync(workspace, "--PluginHost:NodeName", "second", "--PluginHost:LocalHome", "home-2");
        await second.AnswersAsync("/", "\"key\":\"acme.reports\"", "[\"first\",\"second\"]");
        await second.AnswersAsync("/packages", "\"node\":\"first\",\"state\":\"Running\"", "\"node\":\"second\",\"state\":\"Running\"");
        await first.AnswersAsync("/health", "Healthy");

        Assert.Equal(0, await first.StopAsync());
        await second.AnswersAsync("/", "[\"second\"]");
        Assert.Equal(0, await second.StopAsync());
    }

    private async Task NewHostAsync(Workspace workspace, params string[] parameters)
    {
        await workspace.NewAsync(feed, "clusterhost", "Acme.Portal", parameters);
        Assert.DoesNotContain("#if", workspace.Read("Acme.Portal/appsettings.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("Acme.Host", workspace.Read("Acme.Portal/README.md"), StringComparison.OrdinalIgnoreCase);
        (await workspace.DotNetAsync("Acme.Portal", "build", "-p:TreatWarningsAsErrors=true;MSBuildTreatWarningsAsErrors=true")).Succeeded();
    }

    private static Task<RunningHost> StartAsync(Workspace workspace, params string[] arguments) =>
        RunningHost.StartAsync(workspace.PathOf("Acme.Portal/bin/Debug/net10.0/Acme.Portal.dll"), workspace.PathOf("Acme.Portal"), arguments);
}
