using PluginSdk.Packaging;

namespace PluginSdk.EndToEnd.Tests.Sdk;

public sealed class PluginBuildTests(FeedFixture feed)
{
    [Fact]
    public async Task A_project_of_a_key_builds_a_package_with_its_dependencies_and_content()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed,
            properties: "<Title>Reports</Title><Authors>Acme; Sons # 1</Authors><Description>Reports, \"nightly\" and it's\n  for 50% of all; really</Description>",
            items: """<ItemGroup><PackageReference Include="Cronos" Version="0.13.0" /></ItemGroup>""");
        workspace.Write("content/web/index.html", "<p>reports</p>");
        workspace.Write("Titles.de.resx", """<root><data name="Report"><value>Bericht</value></data></root>""");
        workspace.Write("tests/Acme.Reports.Tests/NotOfThePlugin.cs", "this is no C#");

        (await workspace.DotNetAsync("", "build")).Succeeded();

        var package = PluginPackage.Open(workspace.PathOf(AuthorProject.Package));
        Assert.Equal("acme.reports", package.Document.Key);
        Assert.Equal(feed.Version, package.Document.Sdk);
        Assert.Equal(("Reports", "Acme; Sons # 1"), (package.Document.Name, package.Document.Vendor));
        Assert.Equal("Reports, \"nightly\" and it's\n  for 50% of all; really", package.Document.Description);
        Assert.True(package.Document.Compatibility.Flag, package.Document.Compatibility.ToJson());
        Assert.Equal("reports", Assert.Single(package.Document.Caches).Name);
        Assert.Equal("0 3 * * *", Assert.Single(package.Document.Jobs).Cron);
        Assert.Equal(["local", "remote"], package.Document.Handlers.Select(handler => handler.Origin));
        Assert.Equal(["content/web/index.html", "lib/Acme.Reports.dll", "lib/Acme.Reports.pdb", "lib/Cronos.dll", "lib/de/Acme.Reports.resources.dll"], package.Document.Files.Select(file => file.Path));
        Assert.Equal(package.Document.ToJson(), await File.ReadAllBytesAsync(workspace.PathOf(AuthorProject.Document), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_same_sources_released_from_two_folders_are_the_same_package()
    {
        var hashes = new List<string>();
        for (var folder = 0; folder < 2; folder++)
        {
            using var workspace = feed.NewWorkspace();
            workspace.WritePlugin(feed);
            (await workspace.DotNetAsync("", "build", "-c", "Release")).Succeeded();
            hashes.Add(PluginPackage.Open(workspace.PathOf("bin/Release/net10.0/Acme.Reports.1.0.0.cplugin")).Hash);
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    [Fact]
    public async Task A_second_build_does_nothing_again_and_a_change_only_what_it_must()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);
        workspace.Write("content/a.txt", "a");
        workspace.Write("content/b.txt", "b");
        (await workspace.DotNetAsync("", "build")).Succeeded();
        var first = File.GetLastWriteTimeUtc(workspace.PathOf(AuthorProject.Package));

        var second = (await workspace.DotNetAsync("", "build", "-v:n")).Succeeded();
        Assert.Contains("Skipping target \"CoreCompile\"", second.Output, StringComparison.Ordinal);
        Assert.Contains("Skipping target \"PackClusterPlugin\"", second.Output, StringComparison.Ordinal);
        Assert.Equal(first, File.GetLastWriteTimeUtc(workspace.PathOf(AuthorProject.Package)));

        workspace.Write("content/a.txt", "another a");
        var changed = (await workspace.DotNetAsync("", "build", "-v:n")).Succeeded();
        Assert.Contains("Skipping target \"CoreCompile\"", changed.Output, StringComparison.Ordinal);
        Assert.True(Open(workspace).TryGetFile("content/a.txt", out var content));
        Assert.Equal("another a"u8.ToArray(), content);

        File.Delete(workspace.PathOf("content/b.txt"));
        (await workspace.DotNetAsync("", "build")).Succeeded();
        Assert.False(Open(workspace).TryGetFile("content/b.txt", out _));
    }

    [Fact]
    public async Task What_is_suppressed_on_the_command_line_compiles_again_because_the_flag_depends_on_it()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);
        (await workspace.DotNetAsync("", "build")).Succeeded();

        var suppressed = (await workspace.DotNetAsync("", "build", "-v:n", "-p:NoWarn=PSDK070")).Succeeded();

        Assert.DoesNotContain("Skipping target \"CoreCompile\"", suppressed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clean_removes_what_the_build_made_and_another_version_what_the_last_one_made()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);
        (await workspace.DotNetAsync("", "build")).Succeeded();
        Assert.True(workspace.Has(AuthorProject.Package));

        (await workspace.DotNetAsync("", "build", "-p:Version=1.1.0")).Succeeded();
        Assert.False(workspace.Has(AuthorProject.Package));
        Assert.True(workspace.Has("bin/Debug/net10.0/Acme.Reports.1.1.0.cplugin"));

        (await workspace.DotNetAsync("", "clean")).Succeeded();
        Assert.Empty(Directory.EnumerateFiles(workspace.PathOf("bin"), "*", SearchOption.AllDirectories));
        string[] ours = [".cplugin", ".sarif", ".dll", "plugin.json", "PluginSdk.CompileInputs.cache", "PluginSdk.PackageInputs.cache"];
        Assert.DoesNotContain(Directory.EnumerateFiles(workspace.PathOf("obj"), "*", SearchOption.AllDirectories), file => ours.Any(end => file.EndsWith(end, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("No%20Key!")]
    public async Task A_missing_or_malformed_key_is_the_analyzers_to_report_and_not_the_targets(string key)
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);

        var build = (await workspace.DotNetAsync("", "build", $"-p:PluginKey={key}")).Failed();

        Assert.Contains("error PSDK001", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error MSB", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PSDK06", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pack_puts_the_plugin_package_into_the_nuget_package_and_only_the_contract_into_its_dependencies()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);

        (await workspace.DotNetAsync("", "pack")).Succeeded();

        using var package = System.IO.Compression.ZipFile.OpenRead(workspace.PathOf("bin/Release/Acme.Reports.1.0.0.nupkg"));
        Assert.Contains(package.Entries, entry => entry.FullName == "plugin/Acme.Reports.1.0.0.cplugin");
        Assert.Contains(package.Entries, entry => entry.FullName == "lib/net10.0/Acme.Reports.dll");
        using var specification = new StreamReader(package.GetEntry("Acme.Reports.nuspec")!.Open());
        var dependencies = System.Xml.Linq.XDocument.Parse(await specification.ReadToEndAsync(TestContext.Current.CancellationToken))
            .Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id"));
        Assert.Equal(["PluginSdk.Abstractions"], dependencies);
    }

    [Fact]
    public async Task Run_starts_the_tool_of_the_sdk_with_the_package_that_was_built()
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed);

        var run = (await workspace.DotNetAsync("", "run", "--", "--help")).Succeeded();

        Assert.True(workspace.Has(AuthorProject.Package));
        Assert.Contains("--nodes", run.Output, StringComparison.Ordinal);
    }

    private static PluginPackage Open(Workspace workspace) => PluginPackage.Open(workspace.PathOf(AuthorProject.Package));
}
