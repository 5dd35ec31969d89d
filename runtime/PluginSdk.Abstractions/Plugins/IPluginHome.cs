namespace PluginSdk;

/// <summary>The plugin's two directories. Both exist, and both are the plugin's alone.</summary>
public interface IPluginHome
{
    /// <summary>
    /// The directory that all nodes share: data, attachments, exports. On a standalone node it is
    /// <c>shared-home</c> inside the local home, so that code written for a cluster runs unchanged.
    /// </summary>
    string Shared { get; }

    /// <summary>This node's own directory: indexes, logs, temporary files.</summary>
    string Local { get; }
}
