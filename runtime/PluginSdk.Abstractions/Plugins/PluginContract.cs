namespace PluginSdk;

/// <summary>The version of the contract between hosts and plugins.</summary>
public static class PluginContract
{
    /// <summary>
    /// <c>major.minor</c>. A host runs plugins of its own major version and of no later minor version.
    /// </summary>
    public const string Version = "1.0";
}
