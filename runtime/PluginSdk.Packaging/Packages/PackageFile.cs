namespace PluginSdk.Packaging;

/// <summary>A file in a package, as the package's document lists it.</summary>
/// <param name="Path">The path in the package, with forward slashes: under <c>lib/</c> or <c>content/</c>.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
public sealed record PackageFile(string Path, long Size, string Sha256);
