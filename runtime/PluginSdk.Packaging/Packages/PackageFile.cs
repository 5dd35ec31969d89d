using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>A file in a package, as the package's document lists it.</summary>
/// <param name="Path">The path in the package, with forward slashes: under <c>lib/</c> or <c>content/</c>.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Package">The NuGet package that the file comes from, as <c>Id/Version</c>; null for what the plugin's own projects made.</param>
public sealed record PackageFile(string Path, long Size, string Sha256, string? Package = null)
{
    /// <summary>Whether it is an assembly that the plugin's own projects made, which the validator looks at.</summary>
    [JsonIgnore]
    public bool IsOwnAssembly =>
        Package is null
        && Path.StartsWith(PackagePath.Library, StringComparison.Ordinal)
        && Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        && !Path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase);
}
