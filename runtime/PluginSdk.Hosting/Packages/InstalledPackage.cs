namespace PluginSdk.Hosting;

/// <summary>A package that is installed in a cluster.</summary>
public sealed record InstalledPackage
{
    /// <summary>The plugin's key.</summary>
    public required string Key { get; init; }

    /// <summary>The plugin's version.</summary>
    public required string Version { get; init; }

    /// <summary>The plugin's name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Who makes the plugin.</summary>
    public string? Vendor { get; init; }

    /// <summary>The SHA-256 of the package file: what every node verifies.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the blob that every node fetches: the package file and a tag of this installation.</summary>
    public required string Blob { get; init; }

    /// <summary>The size of the package file in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Whether the build confirmed that the plugin is cluster compatible.</summary>
    public bool ClusterCompatible { get; init; }

    /// <summary>When it was installed, on the engine's clock.</summary>
    public DateTimeOffset InstalledAt { get; init; }
}
