namespace PluginSdk;

/// <summary>Whether a plugin is licensed.</summary>
public enum LicenseState
{
    /// <summary>No licence is known.</summary>
    Missing,

    /// <summary>The licence is in force.</summary>
    Valid,

    /// <summary>The licence has ended.</summary>
    Expired,

    /// <summary>The licence cannot be read, or is not for this plugin.</summary>
    Invalid,
}
