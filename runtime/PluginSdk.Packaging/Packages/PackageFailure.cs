namespace PluginSdk.Packaging;

/// <summary>Why a package, or the assembly it would be made from, was refused.</summary>
public enum PackageFailure
{
    /// <summary>There is no such file.</summary>
    NotFound,

    /// <summary>The file is no package, or it ends too early.</summary>
    Damaged,

    /// <summary>A file in the package is not what the package's document says it is.</summary>
    Tampered,

    /// <summary>An entry could be written outside the folder it belongs to, or appears twice.</summary>
    Unsafe,

    /// <summary>The package or an entry exceeds <see cref="PackageLimits"/>.</summary>
    TooLarge,

    /// <summary>The package was built for another contract between plugins and hosts.</summary>
    OtherContract,

    /// <summary>The descriptor or the package's document cannot be understood.</summary>
    Malformed,

    /// <summary>The assembly carries no plugin descriptor.</summary>
    NoDescriptor,
}
