namespace PluginSdk;

/// <summary>A licence as it stands at one moment.</summary>
/// <param name="State">Whether the plugin may work.</param>
public sealed record PluginLicense(LicenseState State)
{
    /// <summary>To whom it was given.</summary>
    public string? Licensee { get; init; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whatever else the host's licence source says, such as an edition or a number of seats.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the plugin may work.</summary>
    public bool IsValid => State == LicenseState.Valid;

    /// <summary>No licence is known.</summary>
    public static PluginLicense Missing { get; } = new(LicenseState.Missing);
}
