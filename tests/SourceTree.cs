namespace PluginSdk.Tests;

/// <summary>
/// Finds files of this repository while its tests run. Paths that the compiler recorded do not: a build on a server replaces
/// their root by <c>/_/</c>.
/// </summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The path that a test was compiled from.</summary>
    public static string Resolve(string callerFilePath) =>
        callerFilePath.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(Root, callerFilePath[3..]) : callerFilePath;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PluginSdk.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"PluginSdk.sln is in none of the folders above {AppContext.BaseDirectory}.");
    }
}
