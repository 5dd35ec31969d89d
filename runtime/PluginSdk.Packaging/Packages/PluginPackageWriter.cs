using System.IO.Compression;
using System.Security.Cryptography;

namespace PluginSdk.Packaging;

/// <summary>Writes a package. The same files and the same report give the same bytes, whenever and in whatever order they are added.</summary>
/// <param name="descriptor">The descriptor that the plugin's assembly carries.</param>
/// <param name="log">What the analyzers said in the build.</param>
/// <param name="sdk">The version of PluginSdk that builds the package.</param>
public sealed class PluginPackageWriter(PluginDescriptor descriptor, AnalyzerLog log, string sdk)
{
    /// <summary>The earliest time a zip entry can carry.</summary>
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, (PackageFile File, byte[] Content)> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _origin = $"{descriptor.Key} {descriptor.Version}";

    /// <summary>Adds a file.</summary>
    /// <param name="path">Where it stands in the package: <c>lib/…</c> or <c>content/…</c>, with forward slashes.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="package">The NuGet package that it comes from, as <c>Id/Version</c>; null for what the plugin's own projects made.</param>
    /// <exception cref="PluginPackageException">The path is not one that every platform can hold, or was added before.</exception>
    public void Add(string path, byte[] content, string? package = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        if (!PackagePath.IsFile(path))
            throw PackageFailures.UnsafePath(_origin, path);
        if (!_paths.Add(path))
            throw PackageFailures.Duplicate(_origin, path);
        _files.Add(path, (new PackageFile(path, content.Length, Digest(content), package), content));
    }

    /// <summary>Adds a file from disk.</summary>
    /// <param name="path">Where it stands in the package: <c>lib/…</c> or <c>content/…</c>, with forward slashes.</param>
    /// <param name="sourcePath">The file to read.</param>
    /// <param name="package">The NuGet package that it comes from, as <c>Id/Version</c>; null for what the plugin's own projects made.</param>
    /// <exception cref="PluginPackageException">The path is not one that every platform can hold, or was added before; or there is no such file.</exception>
    public void AddFile(string path, string sourcePath, string? package = null) =>
        Add(path, File.Exists(sourcePath) ? File.ReadAllBytes(sourcePath) : throw PackageFailures.NotFound(sourcePath), package);

    /// <summary>Validates the plugin's own assemblies and writes the package to a stream.</summary>
    /// <param name="destination">Where the package goes; it stays open.</param>
    /// <returns>The document that the package carries.</returns>
    public PackageDocument WriteTo(Stream destination)
    {
        var report = CompatibilityAssessment.Assess(descriptor, log, AssemblyValidator.ValidateOwn(_files.Values));
        var document = PackageDocument.Compose(descriptor, report, [.. _files.Values.Select(static file => file.File)], sdk);
        using var archive = new ZipArchive(destination, ZipArchiveMode.Create, leaveOpen: true);
        WriteEntry(archive, PackagePath.Document, document.ToJson());
        foreach (var (file, content) in _files.Values)
            WriteEntry(archive, file.Path, content);
        return document;
    }

    /// <summary>Validates the plugin's own assemblies and writes the package to a file, which is replaced as a whole or not at all.</summary>
    /// <param name="destinationPath">The package file.</param>
    /// <returns>The document that the package carries.</returns>
    public PackageDocument WriteTo(string destinationPath)
    {
        var unfinished = $"{destinationPath}.{Environment.ProcessId}.tmp";
        try
        {
            PackageDocument document;
            using (var stream = File.Create(unfinished))
                document = WriteTo(stream);
            File.Move(unfinished, destinationPath, overwrite: true);
            return document;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    internal static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void WriteEntry(ZipArchive archive, string path, byte[] content)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Timestamp;
        // Unix permissions would otherwise depend on the platform that packs.
        entry.ExternalAttributes = 0;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
