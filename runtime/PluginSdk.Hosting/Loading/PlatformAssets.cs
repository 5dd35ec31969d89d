using System.Globalization;
using System.Runtime.InteropServices;
using PluginSdk.Packaging;

namespace PluginSdk.Hosting;

/// <summary>Finds what a package holds for this platform: <c>lib/runtimes/&lt;rid&gt;/native</c> and <c>lib/runtimes/&lt;rid&gt;/lib/&lt;framework&gt;</c>.</summary>
internal static class PlatformAssets
{
    private static readonly string[] s_platforms = Platforms(RuntimeInformation.RuntimeIdentifier);

    /// <summary>The path of a managed assembly that is built for this platform, or null.</summary>
    public static string? FindAssembly(PluginPackage package, string assemblyName)
    {
        foreach (var platform in s_platforms)
        {
            var found = package.Document.Files
                .Select(file => file.Path)
                .Where(path => path.StartsWith($"lib/runtimes/{platform}/lib/net", StringComparison.Ordinal) && path.EndsWith($"/{assemblyName}.dll", StringComparison.OrdinalIgnoreCase))
                .MaxBy(FrameworkVersion);
            if (found is not null)
                return found;
        }
        return null;
    }

    /// <summary>The path of a native library, or null.</summary>
    public static string? FindLibrary(PluginPackage package, string libraryName)
    {
        var candidates = from folder in s_platforms.Select(platform => $"lib/runtimes/{platform}/native/").Append("lib/")
                         from name in FileNames(libraryName)
                         select folder + name;
        return candidates.FirstOrDefault(path => package.TryGetFile(path, out _));
    }

    /// <summary>The platforms whose files run here, the nearest first: <c>linux-x64</c>, <c>linux</c>, <c>unix-x64</c>, <c>unix</c>.</summary>
    private static string[] Platforms(string runtimeIdentifier)
    {
        var dash = runtimeIdentifier.LastIndexOf('-');
        var (system, processor) = dash < 0 ? (runtimeIdentifier, "") : (runtimeIdentifier[..dash], runtimeIdentifier[dash..]);
        List<string> platforms = [runtimeIdentifier, system];
        if (system == "linux-musl")
            platforms.AddRange(["linux" + processor, "linux"]);
        if (!system.StartsWith("win", StringComparison.Ordinal))
            platforms.AddRange(["unix" + processor, "unix"]);
        return [.. platforms];
    }

    private static string[] FileNames(string libraryName)
    {
        var (prefix, suffix) = OperatingSystem.IsWindows() ? ("", ".dll") : OperatingSystem.IsMacOS() ? ("lib", ".dylib") : ("lib", ".so");
        return [$"{prefix}{libraryName}{suffix}", $"{libraryName}{suffix}", libraryName, prefix + libraryName];
    }

    /// <summary><c>net8.0</c> before <c>netstandard2.0</c>, and the newer before the older.</summary>
    private static double FrameworkVersion(string path)
    {
        var framework = path.Split('/')[4];
        var isStandard = framework.StartsWith("netstandard", StringComparison.Ordinal);
        var number = framework[(isStandard ? "netstandard".Length : "net".Length)..].Split('-')[0];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var version) ? (isStandard ? version - 100 : version) : -1000;
    }
}
