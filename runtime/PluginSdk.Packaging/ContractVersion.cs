namespace PluginSdk.Packaging;

/// <summary>The version of the contract between plugins and hosts, as packages name it.</summary>
/// <remarks>
/// A plugin runs on a host of the same major version whose minor version is not smaller:
/// a minor version only adds, a major version may change what a plugin was compiled against.
/// </remarks>
public static class ContractVersion
{
    /// <summary>The contract that this build of PluginSdk offers, as <c>major.minor</c>: the one that PluginSdk.Abstractions defines.</summary>
    public const string Current = "1.0";

    /// <summary>Says whether a host of <paramref name="host"/> can run a plugin that was built for <paramref name="plugin"/>.</summary>
    /// <param name="plugin">The contract that the package names, as <c>major.minor</c>.</param>
    /// <param name="host">The contract of the host; by default <see cref="Current"/>.</param>
    public static bool CanRun(string plugin, string host = Current) =>
        TryParse(plugin, out var wanted) && TryParse(host, out var offered)
        && wanted.Major == offered.Major && wanted.Minor <= offered.Minor;

    /// <summary>Reads a contract of the form <c>major.minor</c>.</summary>
    /// <param name="text">The text to read.</param>
    /// <param name="version">The version, if the text is one.</param>
    public static bool TryParse(string? text, out Version version)
    {
        var valid = Version.TryParse(text, out var parsed) && parsed.Build < 0;
        version = valid ? parsed! : new Version(0, 0);
        return valid;
    }
}
