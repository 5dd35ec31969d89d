namespace PluginSdk.Hosting;

/// <summary>Tells the framework, which every plugin may use, from what the host's application brought for itself.</summary>
internal static class FrameworkAssemblies
{
    private static readonly HashSet<string> s_privateToHost = Find();

    public static bool IsPrivateToHost(string assemblyName) => s_privateToHost.Contains(assemblyName);

    private static HashSet<string> Find()
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var application = AppContext.BaseDirectory;
        // In a self-contained application the framework lies beside the host's assemblies and cannot be told from them.
        if (typeof(object).Assembly.Location is not { Length: > 0 } core || core.StartsWith(application, StringComparison.Ordinal))
            return names;
        foreach (var path in (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator))
        {
            if (path.StartsWith(application, StringComparison.Ordinal))
                names.Add(Path.GetFileNameWithoutExtension(path));
        }
        return names;
    }
}
