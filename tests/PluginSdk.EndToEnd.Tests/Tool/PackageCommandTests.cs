using PluginSdk.Packaging;

namespace PluginSdk.EndToEnd.Tests.Tool;

/// <summary>The commands that look at a package, on a plugin of this repository, which the SDK's own targets build from source.</summary>
public sealed class PackageCommandTests
{
    private static readonly string s_package = Path.Combine(AppContext.BaseDirectory, "Acme.Visits.1.0.0.cplugin");

    [Fact]
    public void A_plugin_in_this_repository_is_packaged_by_its_own_build()
    {
        var package = PluginPackage.Open(s_package);

        Assert.Equal("acme.visits", package.Document.Key);
        Assert.True(package.Document.Compatibility.Flag, package.Document.Compatibility.ToJson());
        Assert.Equal("lib/Acme.Visits.dll", package.Document.Files[0].Path);
    }

    [Fact]
    public async Task Inspect_says_what_a_package_declares()
    {
        var output = (await RunAsync("inspect", s_package)).Succeeded().Output;

        Assert.Contains("acme.visits", output, StringComparison.Ordinal);
        Assert.Contains("visited", output, StringComparison.Ordinal);
        Assert.Contains(PluginPackage.Open(s_package).Hash[..12], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_finds_nothing_in_a_sound_package_and_something_in_an_assembly_with_a_timer()
    {
        Assert.Contains("Nothing found", (await RunAsync("validate", s_package)).Succeeded().Output, StringComparison.Ordinal);

        // The tool's own console refreshes by a timer.
        var spectre = Path.Combine(Path.GetDirectoryName(Repository.Tool)!, "Spectre.Console.dll");
        var findings = (await RunAsync("validate", spectre)).Failed();
        Assert.Equal(1, findings.ExitCode);
        Assert.Contains("PSDK07", findings.Output, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(params string[] arguments) =>
        Command.RunAsync("dotnet", [Repository.Tool, .. arguments], Repository.Root, new Dictionary<string, string?>(), TestContext.Current.CancellationToken);
}
