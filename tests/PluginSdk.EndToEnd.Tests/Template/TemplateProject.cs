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
}
