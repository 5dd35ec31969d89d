using System.Text.Json.Serialization;

namespace PluginSdk.Hosting;

/// <summary>How one installed package fares on one node.</summary>
public sealed record PackageOnNode
{
    /// <summary>The node.</summary>
    [JsonIgnore]
    public ClusterNode Node { get; init; } = new("", "");

    /// <summary>The plugin's key.</summary>
    public required string Key { get; init; }

    /// <summary>The version that the node deals with.</summary>
    public required string Version { get; init; }

    /// <summary>The package that the node deals with.</summary>
    public required string Hash { get; init; }

    /// <summary>How it fares.</summary>
    public PackageState State { get; init; }

    /// <summary>Why it was refused; else null.</summary>
    public string? Reason { get; init; }
}
