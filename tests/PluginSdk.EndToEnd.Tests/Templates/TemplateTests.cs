using PluginSdk.Packaging;

namespace PluginSdk.EndToEnd.Tests.Templates;

public sealed class TemplateTests(FeedFixture feed)
{
    [Fact]
    public async Task A_plugin_from_the_template_builds_clean_earns_its_flag_and_runs_on_three_nodes()
    {
        using var workspace = feed.NewWorkspace();
        var package = PluginPackage.Open(await TemplateProject.BuildAsync(workspace, feed));
        Assert.Equal("contoso.hats", package.Document.Key);
        Assert.True(package.Document.Compatibility.Flag, string.Join(Environment.NewLine, package.Document.Compatibility.Reasons));

        var run = (await workspace.DotNetAsync(TemplateProject.Name, "run", "--", "--for", "10")).Succeeded().Output;
        foreach (var node in (string[])["node-1", "node-2", "node-3"])
            Assert.Contains($"{node}   plugin  started", run, StringComparison.Ordinal);
        Assert.Contains("job     write started", run, StringComparison.Ordinal);
        Assert.Contains("Draining and stopping", run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_tests_pass_and_it_packs()
    {
        using var workspace = feed.NewWorkspace();
        await TemplateProject.CreateAsync(workspace, feed, "--key", "hats.of.contoso");

        (await workspace.DotNetAsync(TemplateProject.Name, "test")).Succeeded();
        (await workspace.DotNetAsync(TemplateProject.Name, "pack", $"{TemplateProject.Name}.csproj", "-o", "../out")).Succeeded();

        Assert.True(workspace.Has($"out/{TemplateProject.Name}.1.0.0.nupkg"));
        Assert.Equal("hats.of.contoso", PluginPackage.Open(workspace.PathOf($"{TemplateProject.Name}/bin/Release/net10.0/{TemplateProject.Name}.1.0.0.cplugin")).Document.Key);
    }

    /// <summary>Names that are neither namespaces nor keys.</summary>
    [Theory]
    [InlineData("acme-reports", "acme-reports")]
    [InlineData("3 Hats", "hats")]
    public async Task Any_name_gives_a_plugin_that_builds(string name, string key)
    {
        using var workspace = feed.NewWorkspace();
        await workspace.NewAsync(feed, "clusterplugin", name);

        (await workspace.DotNetAsync(name, "build", "-warnaserror")).Succeeded();
        Assert.Equal(key, PluginPackage.Open(Directory.EnumerateFiles(workspace.PathOf($"{name}/bin"), "*.cplugin", SearchOption.AllDirectories).Single()).Document.Key);
    }
}
