using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Types that mean something only in the process that made them.</summary>
internal static class Forbidden
{
    private static readonly Dictionary<string, string> s_namespaces = new(StringComparer.Ordinal)
    {
        ["Delegate"] = "System",
        ["Exception"] = "System",
        ["Attribute"] = "System",
        ["Stream"] = "System.IO",
        ["TextReader"] = "System.IO",
        ["TextWriter"] = "System.IO",
        ["MemberInfo"] = "System.Reflection",
        ["SafeHandle"] = "System.Runtime.InteropServices",
        ["CancellationTokenSource"] = "System.Threading",
        ["Task"] = "System.Threading.Tasks",
        ["WaitHandle"] = "System.Threading",
        ["DbContext"] = "Microsoft.EntityFrameworkCore",
    };

    public static bool Contains(INamedTypeSymbol type)
        => s_namespaces.TryGetValue(type.Name, out var space) && type.ContainingNamespace.IsNamed(space);
}
