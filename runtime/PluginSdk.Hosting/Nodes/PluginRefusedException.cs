namespace PluginSdk.Hosting;

/// <summary>A plugin does not run on this node. The message says why and what to do next; the node itself goes on.</summary>
public sealed class PluginRefusedException : Exception
{
    internal PluginRefusedException(string pluginKey, string reason, Exception? cause = null)
        : base(reason, cause) => PluginKey = pluginKey;

    /// <summary>The plugin's key.</summary>
    public string PluginKey { get; }
}
