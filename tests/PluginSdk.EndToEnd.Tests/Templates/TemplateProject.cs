namespace PluginSdk.EndToEnd.Tests.Templates;

/// <summary>A plugin made from the packed template.</summary>
internal static class TemplateProject
{
    public const string Name = "Contoso.Hats";

    public static Task CreateAsync(Workspace workspace, FeedFixture feed, params string[] arguments) =>
        workspace.NewAsync(feed, "clusterplugin", Name, arguments);

    /// <summary>Makes and builds the plugin.</summary>
    /// <returns>The path of its package.</returns>
    public static async Task<string> BuildAsync(Workspace workspace, FeedFixture feed, params string[] arguments)
    {
        await CreateAsync(workspace, feed, arguments);
        (await workspace.DotNetAsync(Name, "build", $"{Name}.csproj", "-warnaserror")).Succeeded();
        return workspace.PathOf($"{Name}/bin/Debug/net10.0/{Name}.1.0.0.cplugin");
    }
}
