using PluginSdk.Packaging;

namespace PluginSdk.Hosting;

/// <summary>A plugin's directories below the node's homes.</summary>
internal sealed class PluginHome : IPluginHome
{
    /// <summary>What the shared home is called in the local home of a node that has no other.</summary>
    public const string StandaloneShared = "shared-home";

    private const string Plugins = "plugins";

    public PluginHome(string pluginKey, string localHome, string? sharedHome, PluginPackage? package)
    {
        Local = DirectoryOf(pluginKey, localHome);
        Shared = DirectoryOf(pluginKey, sharedHome ?? Path.Combine(localHome, StandaloneShared));
        Content = package is null ? AppContext.BaseDirectory : PackageContent.Extract(package, localHome);
    }

    public string Shared { get; }

    public string Local { get; }

    public string Content { get; }

    private static string DirectoryOf(string pluginKey, string home)
    {
        // The rule of keys leaves no way out of the directory: no separators, no "..", no device names with a colon.
        if (!PluginKey.IsValid(pluginKey))
            throw new PluginRefusedException(pluginKey, $"The key '{pluginKey}' cannot name a directory: a plugin's key is {PluginKey.Rule}.");
        return Directory.CreateDirectory(Path.Combine(Path.GetFullPath(home), Plugins, pluginKey)).FullName;
    }
}
