namespace PluginSdk.Packaging;

/// <summary>How much a package may hold; a package is input from outside, and what it declares decides no allocation.</summary>
public sealed record PackageLimits
{
    /// <summary>The limits that hold where none are given.</summary>
    public static PackageLimits Default { get; } = new();

    /// <summary>The most entries. The default is 4,096.</summary>
    public int MaxEntries { get; init; } = 4_096;

    /// <summary>The most bytes of one entry after decompression. The default is 128 MiB.</summary>
    public long MaxEntryBytes { get; init; } = 128L << 20;

    /// <summary>The most bytes of all entries after decompression. The default is 512 MiB.</summary>
    public long MaxTotalBytes { get; init; } = 512L << 20;

    /// <summary>The most bytes of the package file itself. The default is 256 MiB.</summary>
    public long MaxPackageBytes { get; init; } = 256L << 20;
}
