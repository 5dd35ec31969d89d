namespace PluginSdk.Tool.Demo;

/// <summary>
/// A folder in which the demo does what a newcomer would: a local feed, a plugin from the template, its package. Caches of
/// NuGet and of templates are the folder's own, so that nothing of the user's is touched.
/// </summary>
internal sealed class DemoWorkspace
{
    private const string PluginName = "Acme.Reports";
    private readonly Dictionary<string, string?> _environment;
    private readonly string _version;

    public DemoWorkspace(string root)
    {
        Root = root;
        Feed = Path.Combine(root, "feed");
        Project = Path.Combine(root, PluginName);
        // Of its own for each run: NuGet would take a version that it has seen from its cache.
        _version = $"1.0.0-demo.{TimeProvider.System.GetUtcNow():yyyyMMddHHmmss}";
        _environment = new(StringComparer.Ordinal)
        {
            ["NUGET_PACKAGES"] = Path.Combine(root, "packages"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            // Children of `dotnet run` must not inherit what MSBuild set for it.
            ["MSBUILD_EXE_PATH"] = null,
            ["MSBuildSDKsPath"] = null,
            ["MSBuildExtensionsPath"] = null,
        };
        Directory.CreateDirectory(Feed);
    }

    public string Root { get; }

    public string Project { get; }

    public string Home => Path.Combine(Root, "home");

    private string Feed { get; }

    /// <summary>The folder of this repository, where the tool runs from its source; null where it was installed.</summary>
    public static string? FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PluginSdk.sln")))
                return folder.FullName;
        return null;
    }

    public Task PackSdkAsync(string repository, CancellationToken cancellationToken) =>
        CommandLine.RunAsync(
            "dotnet",
            ["build", Path.Combine(repository, "runtime", "PluginSdk"), "-t:PackFeed", $"-p:FeedDirectory={Feed}", $"-p:FeedVersion={_version}", "-v:q"],
            repository,
            _environment.Where(pair => pair.Key != "NUGET_PACKAGES").ToDictionary(StringComparer.Ordinal),
            cancellationToken);

    public async Task CreatePluginAsync(CancellationToken cancellationToken)
    {
        var hive = Path.Combine(Root, "templates");
        await DotnetAsync(Root, cancellationToken, "new", "install", Path.Combine(Feed, $"PluginSdk.Templates.{_version}.nupkg"), "--debug:custom-hive", hive).ConfigureAwait(false);
        await DotnetAsync(Root, cancellationToken, "new", "clusterplugin", "-n", PluginName, "-o", Project, "--debug:custom-hive", hive).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(Project, "nuget.config"), NuGetConfig(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Builds the plugin.</summary>
    /// <returns>The package's path.</returns>
    public async Task<string> BuildPluginAsync(CancellationToken cancellationToken)
    {
        await DotnetAsync(Project, cancellationToken, "build", $"{PluginName}.csproj", "-v:q").ConfigureAwait(false);
        return Directory.GetFiles(Path.Combine(Project, "bin"), "*.cplugin", SearchOption.AllDirectories) is [var package]
            ? package
            : throw new ToolException($"The build of {Project} wrote no package, or several. Run 'dotnet build' there to see why.");
    }

    /// <summary>The feed beside the user's own sources, and what the user has downloaded before as a fallback.</summary>
    private string NuGetConfig()
    {
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var fallback = Directory.Exists(known) ? $"""<add key="downloaded" value="{known}" />""" : "";
        return $"""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration>
              <packageSources>
                <add key="plugin-sdk" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                {fallback}
              </fallbackPackageFolders>
            </configuration>

            """;
    }

    private Task<string> DotnetAsync(string directory, CancellationToken cancellationToken, params string[] arguments) =>
        CommandLine.RunAsync("dotnet", arguments, directory, _environment, cancellationToken);
}
