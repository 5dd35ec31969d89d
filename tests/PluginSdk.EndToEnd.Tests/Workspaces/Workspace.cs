using System.Diagnostics;

namespace PluginSdk.EndToEnd.Tests;

/// <summary>A folder of an author or host developer: only the .NET SDK, a NuGet configuration and what a test writes into it.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly Dictionary<string, string?> _environment;

    public Workspace(FeedFixture feed, string packages)
    {
        Root = Directory.CreateTempSubdirectory("pluginsdk-e2e-").FullName;
        Packages = packages;
        _environment = new Dictionary<string, string?>
        {
            ["NUGET_PACKAGES"] = packages,
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            // Nothing that the test starts outlives it.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            // The repository's own settings are not the author's.
            ["Configuration"] = null,
            ["MSBuildSDKsPath"] = null,
        };
        // Beside the machine's own sources; packages that it has restored already spare the way to those.
        Write("nuget.config",
            $"""
            <configuration>
              <packageSources>
                <add key="feed" value="{feed.Feed}" />
                <add key="machine" value="{MachinePackages}" />
              </packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
    }

    public string Root { get; }

    public string Packages { get; }

    private static string MachinePackages
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
                ? set
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    public string PathOf(string path) => Path.Combine(Root, path);

    public bool Has(string path) => File.Exists(PathOf(path));

    public string Read(string path) => File.ReadAllText(PathOf(path));

    public void Write(string path, string text)
    {
        var file = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs the .NET command line in the folder, or in one beneath it.</summary>
    public Task<CommandResult> DotNetAsync(string folder, params string[] arguments) =>
        Command.RunAsync("dotnet", arguments, PathOf(folder), _environment, TestContext.Current.CancellationToken);

    /// <summary>Starts the .NET command line in the folder; it runs until it is disposed of.</summary>
    public RunningCommand Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        return RunningCommand.Start(start);
    }

    /// <summary>Makes a project from a template of the feed, in a template hive of the folder's own.</summary>
    public async Task NewAsync(FeedFixture feed, string template, string name, params string[] arguments)
    {
        var hive = PathOf(".templates");
        (await DotNetAsync("", "new", "install", Path.Combine(feed.Feed, $"PluginSdk.Templates.{feed.Version}.nupkg"), "--debug:custom-hive", hive)).Succeeded();
        (await DotNetAsync("", ["new", template, "-n", name, .. arguments, "--debug:custom-hive", hive])).Succeeded();
    }

    /// <summary>Runs the clusterplugin tool in the folder.</summary>
    public Task<CommandResult> ToolAsync(params string[] arguments) =>
        Command.RunAsync("dotnet", [Repository.Tool, .. arguments], Root, _environment, TestContext.Current.CancellationToken);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
