namespace PluginSdk.Generators.Tests.Verification;

/// <summary>Finds files of this repository while its tests run.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The path that a test was compiled from, where a deterministic build has replaced the root by <c>/_/</c>.</summary>
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
