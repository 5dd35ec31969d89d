namespace PluginSdk.Packaging;

/// <summary>
/// The ids that packaging and the validator of built assemblies report. The analyzers report the same ids for
/// the same problems in source; a test holds the two lists against each other.
/// </summary>
public static class PluginRules
{
    /// <summary>What every id begins with.</summary>
    public const string Prefix = "PSDK";

    /// <summary>A type in a cache or an event cannot be serialized.</summary>
    public const string NotSerializable = "PSDK050";

    /// <summary>The assembly carries no plugin descriptor.</summary>
    public const string DescriptorMissing = "PSDK060";

    /// <summary>The descriptor cannot be understood.</summary>
    public const string DescriptorMalformed = "PSDK061";

    /// <summary>The project claims to be cluster compatible and its package does not get the flag.</summary>
    public const string FlagLost = "PSDK062";

    /// <summary>There is no package where one was named.</summary>
    public const string PackageNotFound = "PSDK063";

    /// <summary>The package's document cannot be understood.</summary>
    public const string PackageMalformed = "PSDK064";

    /// <summary>The package is truncated or no package at all.</summary>
    public const string PackageDamaged = "PSDK065";

    /// <summary>The package was changed after it was built.</summary>
    public const string PackageTampered = "PSDK066";

    /// <summary>The package has an entry that must not be extracted.</summary>
    public const string PackageUnsafe = "PSDK067";

    /// <summary>The package exceeds a limit.</summary>
    public const string PackageTooLarge = "PSDK068";

    /// <summary>The package was built for another contract.</summary>
    public const string PackageOtherContract = "PSDK069";

    /// <summary>A static or singleton collection is used as a cache of this node alone.</summary>
    public const string StaticCollection = "PSDK070";

    /// <summary>A timer runs on every node.</summary>
    public const string Timer = "PSDK071";

    /// <summary>A hosted service runs on every node.</summary>
    public const string HostedService = "PSDK072";

    /// <summary>A lock of this process guards what other nodes change too.</summary>
    public const string LocalLock = "PSDK073";

    /// <summary>The state of a licence is kept in a field.</summary>
    public const string LicenseField = "PSDK074";

    /// <summary>A file path outside the plugin's homes.</summary>
    public const string ForeignPath = "PSDK075";
}
