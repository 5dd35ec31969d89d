using PluginSdk.Packaging;

namespace PluginSdk.Hosting;

/// <summary>The content files of packages on a node, each package's in a directory that its hash names.</summary>
internal static class PackageContent
{
    private const string Prefix = "content/";

    /// <summary>Puts a package's content files below the local home, unless they are there.</summary>
    /// <returns>The directory that has them.</returns>
    public static string Extract(PluginPackage package, string localHome)
    {
        var parent = Path.Combine(Path.GetFullPath(localHome), "content", package.Document.Key);
        var directory = Path.Combine(parent, package.Hash);
        if (Directory.Exists(directory))
            return directory;

        // Aside and moved: what has the name is complete, also after a crash and beside another node of the same home.
        var aside = Path.Combine(parent, $"{package.Hash}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp");
        Directory.CreateDirectory(aside);
        foreach (var file in package.Document.Files.Where(static file => file.Path.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            package.TryGetFile(file.Path, out var content);
            var target = Path.Combine(aside, file.Path[Prefix.Length..]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content!);
        }

        try
        {
            Directory.Move(aside, directory);
        }
        catch (IOException) when (Directory.Exists(directory))
        {
            Directory.Delete(aside, recursive: true);
        }

        return directory;
    }
}
