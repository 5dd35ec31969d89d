namespace PluginSdk.Hosting;

/// <summary>A plugin's licence in a licence file.</summary>
internal sealed record LicenseFileEntry
{
    public string? Licensee { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Dictionary<string, string>? Properties { get; init; }
}
