namespace PluginSdk.Packaging;

/// <summary>The paths that a package may hold: relative, forward slashes, and the same file on every platform.</summary>
internal static class PackagePath
{
    public const string Document = "plugin.json";
    public const string Library = "lib/";
    public const string Content = "content/";
    private const int MaxLength = 240;

    private static readonly string[] DeviceNames =
    [
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    ];

    public static bool IsFile(string path) =>
        path.Length <= MaxLength
        && (path.StartsWith(Library, StringComparison.Ordinal) || path.StartsWith(Content, StringComparison.Ordinal))
        && path.Split('/').All(IsFileName);

    public static bool IsFileName(string name) =>
        name.Length is > 0 and <= MaxLength
        && !name.StartsWith(' ')
        && name[^1] is not (' ' or '.')
        && !name.Any(static c => c < ' ' || c == 0x7F || "\\/:*?\"<>|".Contains(c, StringComparison.Ordinal))
        && !DeviceNames.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase);
}
