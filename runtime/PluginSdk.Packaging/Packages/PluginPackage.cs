using System.Diagnostics.CodeAnalysis;

namespace PluginSdk.Packaging;

/// <summary>
/// A package that was read completely and found intact: every file is listed in its document and has the size and
/// hash stated there, every path is safe to extract, and the plugin's assembly carries the same descriptor.
/// </summary>
public sealed class PluginPackage
{
    private readonly Dictionary<string, byte[]> _files;

    internal PluginPackage(PackageDocument document, string hash, long size, Dictionary<string, byte[]> files)
    {
        Document = document;
        Hash = hash;
        Size = size;
        _files = files;
    }

    /// <summary>The package's <c>plugin.json</c>.</summary>
    public PackageDocument Document { get; }

    /// <summary>The SHA-256 of the package file, 64 lower-case hexadecimal digits: it identifies the package.</summary>
    public string Hash { get; }

    /// <summary>The size of the package file in bytes.</summary>
    public long Size { get; }

    /// <summary>The path of the plugin's own assembly in the package.</summary>
    public string AssemblyPath => LibraryPath(Document.Assembly);

    /// <summary>The name that the build gives to a plugin's package file.</summary>
    /// <param name="packageId">The project's <c>PackageId</c>.</param>
    /// <param name="version">The project's <c>Version</c>.</param>
    public static string FileName(string packageId, string version) => $"{packageId}.{version}.cplugin";

    /// <summary>Reads and verifies a package file.</summary>
    /// <param name="path">The <c>.cplugin</c> file.</param>
    /// <param name="limits">How much it may hold; by default <see cref="PackageLimits.Default"/>.</param>
    /// <exception cref="PluginPackageException">The package is refused; the exception says why and what to do next.</exception>
    public static PluginPackage Open(string path, PackageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        limits ??= PackageLimits.Default;
        var file = new FileInfo(path);
        if (!file.Exists)
            throw PackageFailures.NotFound(path);
        if (file.Length > limits.MaxPackageBytes)
            throw PackageFailures.TooLarge(file.Name, $"{file.Length:N0} bytes", limits.MaxPackageBytes);
        return Read(File.ReadAllBytes(path), file.Name, limits);
    }

    /// <summary>Reads and verifies a package that is in memory.</summary>
    /// <param name="package">The bytes of the package file.</param>
    /// <param name="origin">Where it comes from, for the message of an exception.</param>
    /// <param name="limits">How much it may hold; by default <see cref="PackageLimits.Default"/>.</param>
    /// <exception cref="PluginPackageException">The package is refused; the exception says why and what to do next.</exception>
    public static PluginPackage Read(byte[] package, string origin, PackageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(origin);
        return new PackageReader(origin, limits ?? PackageLimits.Default).Read(package);
    }

    /// <summary>Gives the content of a file.</summary>
    /// <param name="path">The path in the package.</param>
    /// <param name="content">The content, if there is such a file.</param>
    public bool TryGetFile(string path, [NotNullWhen(true)] out byte[]? content) => _files.TryGetValue(path, out content);

    /// <summary>Writes all files to a folder, which is made if it does not exist; <c>plugin.json</c> is written last, so that its presence says the rest is complete.</summary>
    /// <param name="folder">The folder; paths in it are the paths in the package.</param>
    public void ExtractTo(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        foreach (var (path, content) in _files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
        File.WriteAllBytes(Path.Combine(folder, PackagePath.Document), Document.ToJson());
    }

    internal IEnumerable<(PackageFile File, byte[] Content)> Contents => Document.Files.Select(file => (file, _files[file.Path]));

    internal static string LibraryPath(string assembly) => $"{PackagePath.Library}{assembly}.dll";
}
