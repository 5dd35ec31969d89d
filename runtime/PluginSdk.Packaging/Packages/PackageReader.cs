using System.IO.Compression;

namespace PluginSdk.Packaging;

/// <summary>Turns bytes of unknown origin into a verified package, or says why not.</summary>
internal sealed class PackageReader(string origin, PackageLimits limits)
{
    private long _total;

    public PluginPackage Read(byte[] package)
    {
        if (package.Length > limits.MaxPackageBytes)
            throw PackageFailures.TooLarge(origin, $"{package.Length:N0} bytes", limits.MaxPackageBytes);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(package, writable: false), ZipArchiveMode.Read);
            var entries = Index(archive);
            if (!entries.Remove(PackagePath.Document, out var documentEntry))
                throw PackageFailures.NoDocument(origin);
            var document = ReadDocument(documentEntry);
            if (!ContractVersion.CanRun(document.Contract))
                throw PackageFailures.OtherContract(origin, document.Contract, ContractVersion.Current);
            var files = VerifyFiles(document, entries);
            VerifyDescriptor(document, files);
            return new PluginPackage(document, PluginPackageWriter.Digest(package), package.Length, files);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or NotSupportedException or IOException)
        {
            throw PackageFailures.Damaged(origin, failure);
        }
    }

    private Dictionary<string, ZipArchiveEntry> Index(ZipArchive archive)
    {
        if (archive.Entries.Count > limits.MaxEntries)
            throw PackageFailures.TooLarge(origin, $"{archive.Entries.Count:N0} entries", limits.MaxEntries);
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            if (entry.FullName != PackagePath.Document && !PackagePath.IsFile(entry.FullName))
                throw PackageFailures.UnsafePath(origin, entry.FullName);
            if (!entries.TryAdd(entry.FullName, entry))
                throw PackageFailures.Duplicate(origin, entry.FullName);
        }
        return entries;
    }

    /// <summary>Nothing states the document's own hash, so the archive's checksum has to tell damage from content.</summary>
    private PackageDocument ReadDocument(ZipArchiveEntry entry)
    {
        var json = Decompress(entry);
        return ZipChecksum.Of(json) == entry.Crc32 ? PackageDocument.Parse(json, origin) : throw PackageFailures.Damaged(origin);
    }

    private Dictionary<string, byte[]> VerifyFiles(PackageDocument document, Dictionary<string, ZipArchiveEntry> entries)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in document.Files)
        {
            if (!entries.Remove(file.Path, out var entry) || entry.FullName != file.Path)
                throw PackageFailures.Changed(origin, file.Path, "is listed in plugin.json and missing");
            var content = Decompress(entry);
            if (content.Length != file.Size || PluginPackageWriter.Digest(content) != file.Sha256)
                throw PackageFailures.Changed(origin, file.Path, "does not have the hash that plugin.json states");
            files.Add(file.Path, content);
        }
        return entries.Count == 0
            ? files
            : throw PackageFailures.Changed(origin, entries.Keys.Order(StringComparer.Ordinal).First(), "is not listed in plugin.json");
    }

    /// <summary>The document repeats the descriptor for readers that do not open assemblies; it must not say anything else.</summary>
    private void VerifyDescriptor(PackageDocument document, Dictionary<string, byte[]> files)
    {
        var path = PluginPackage.LibraryPath(document.Assembly);
        if (!files.TryGetValue(path, out var assembly))
            throw PackageFailures.Changed(origin, path, "is missing");
        var descriptor = DescriptorAttribute.Read(assembly, path);
        var expected = PackageDocument.Compose(descriptor, document.Compatibility, document.Files, document.Sdk);
        if (!expected.ToJson().AsSpan().SequenceEqual(document.ToJson()))
            throw PackageFailures.Changed(origin, PackagePath.Document, $"does not repeat the descriptor in {path}");
        var report = document.Compatibility;
        if (report.Flag != (report.Reasons.Count == 0) || (report.Flag && !document.ClusterCompatible))
            throw PackageFailures.Changed(origin, PackagePath.Document, "has a cluster-compatible flag that its own reasons contradict");
    }

    /// <summary>What the archive declares as a length is not believed; reading stops at the limit.</summary>
    private byte[] Decompress(ZipArchiveEntry entry)
    {
        using var source = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            content.Write(buffer, 0, read);
            _total += read;
            if (content.Length > limits.MaxEntryBytes)
                throw PackageFailures.TooLarge(origin, $"an entry '{entry.FullName}' of more than {limits.MaxEntryBytes:N0} bytes", limits.MaxEntryBytes);
            if (_total > limits.MaxTotalBytes)
                throw PackageFailures.TooLarge(origin, $"more than {limits.MaxTotalBytes:N0} bytes of content", limits.MaxTotalBytes);
        }
        return content.ToArray();
    }
}
