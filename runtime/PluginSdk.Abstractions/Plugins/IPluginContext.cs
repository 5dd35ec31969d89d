namespace PluginSdk;

/// <summary>What a plugin has of its host. Take it in a constructor, or take <see cref="ICluster"/> alone.</summary>
public interface IPluginContext
{
    /// <summary>The plugin's key, such as <c>acme.reports</c>.</summary>
    string PluginKey { get; }

    /// <summary>The cluster as this plugin sees it.</summary>
    ICluster Cluster { get; }

    /// <summary>Where the plugin's files belong.</summary>
    IPluginHome Home { get; }

    /// <summary>
    /// The plugin's licence as it is now. Ask for it where you need it and keep nothing of it: a licence changes while
    /// the plugin runs, on all nodes.
    /// </summary>
    PluginLicense License { get; }

    /// <summary>Cancelled when the plugin stops on this node. Whatever the plugin starts must end with it.</summary>
    CancellationToken Stopping { get; }
}
