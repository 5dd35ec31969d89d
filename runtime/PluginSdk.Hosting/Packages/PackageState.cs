namespace PluginSdk.Hosting;

/// <summary>How an installed package fares on a node.</summary>
public enum PackageState
{
    /// <summary>The node has not dealt with it yet.</summary>
    Pending,

    /// <summary>The plugin runs.</summary>
    Running,

    /// <summary>The node refused it, or it failed to start.</summary>
    Refused,
}
