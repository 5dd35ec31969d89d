namespace PluginSdk.EndToEnd.Tests.Template;

/// <summary>A plugin made from the packed template, in a template hive of its own.</summary>
internal static class TemplateProject
{
    public const string Name = "Contoso.Hats";

    public static async Task CreateAsync(Workspace workspace, FeedFixture feed, params string[] arguments)
    {
        var hive = workspace.PathOf(".templates");
        (await workspace.DotNetAsync("", "new", "install", Path.Combine(feed.Feed, $"PluginSdk.Templates.{feed.Version}.nupkg"), "--debug:custom-hive", hive)).Succeeded();
        (await workspace.DotNetAsync("", ["new", "clusterplugin", "-n", Name, "--debug:custom-hive", hive, .. arguments])).Succeeded();
    }

    /// <summary>Makes and builds the plugin.</summary>
    /// <returns>The path of its package.</returns>
    public static async Task<string> BuildAsync(Workspace workspace, FeedFixture feed, params string[] arguments)
    {
        await CreateAsync(workspace, feed, arguments);
        (await workspace.DotNetAsync(Name, "build", $"{Name}.csproj", "-warnaserror")).Succeeded();
        return workspace.PathOf($"{Name}/bin/Debug/net10.0/{Name}.1.0.0.cplugin");
    }
}
