namespace PluginSdk;

/// <summary>The plugin's directories. All exist, and all are the plugin's alone.</summary>
public interface IPluginHome
{
    /// <summary>
    /// The directory that all nodes share: data, attachments, exports. On a standalone node it is
    /// <c>shared-home</c> inside the local home, so that code written for a cluster runs unchanged.
    /// </summary>
    string Shared { get; }

    /// <summary>This node's own directory: indexes, logs, temporary files.</summary>
    string Local { get; }

    /// <summary>
    /// The files that the plugin brings along, those in its project's <c>content</c> folder: on every node the ones of the version that runs
    /// there. For reading only; another version has a directory of its own. A plugin that is part of an application finds
    /// them where the application's own files are.
    /// </summary>
    string Content { get; }
}
