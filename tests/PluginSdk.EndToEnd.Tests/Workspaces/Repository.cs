using System.Reflection;
using PluginSdk.Tests;

namespace PluginSdk.EndToEnd.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = SourceTree.Root;

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The tool as this checkout built it.</summary>
    public static string Tool { get; } = Path.Combine(Root, "runtime", "PluginSdk.Tool", "bin", Configuration, "net10.0", "PluginSdk.Tool.dll");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
