using System.Globalization;

[assembly: AssemblyFixture(typeof(PluginSdk.EndToEnd.Tests.FeedFixture))]

namespace PluginSdk.EndToEnd.Tests;

/// <summary>
/// Everything that this repository packs, in a local feed under a version that no cache has seen, packed once for
/// all tests. What the projects under test restore goes to a package folder of the fixture's own.
/// </summary>
public sealed class FeedFixture : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("pluginsdk-feed-").FullName;

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"1.0.0-e2e.{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}");

    /// <summary>The folder with the packages.</summary>
    public string Feed => Path.Combine(_root, "feed");

    /// <summary>The package folder that projects under test restore to.</summary>
    public string Packages => Path.Combine(_root, "packages");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string[] pack = ["build", "runtime/PluginSdk", "-t:PackFeed", $"-p:FeedDirectory={Feed}", $"-p:FeedVersion={Version}", "-c", Repository.Configuration, "-v:q", "-nodeReuse:false"];
        var packed = await Command.RunAsync("dotnet", pack, Repository.Root, new Dictionary<string, string?>(), TestContext.Current.CancellationToken);
        packed.Succeeded();
    }

    /// <summary>A fresh folder whose projects restore from the feed.</summary>
    /// <param name="packages">The package folder; by default the one that the tests share.</param>
    internal Workspace NewWorkspace(string? packages = null) => new(this, packages ?? Packages);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
