using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Serialization.Parsing;

/// <summary>Types that mean something only in the process that made them.</summary>
internal static class Forbidden
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "System.Delegate",
        "System.Exception",
        "System.Attribute",
        "System.IO.Stream",
        "System.IO.TextReader",
        "System.IO.TextWriter",
        "System.Reflection.MemberInfo",
        "System.Runtime.InteropServices.SafeHandle",
        "System.Threading.CancellationTokenSource",
        "System.Threading.Tasks.Task",
        "System.Threading.WaitHandle",
        "Microsoft.EntityFrameworkCore.DbContext",
    };

    public static bool Contains(INamedTypeSymbol type)
        => s_names.Contains(type.ContainingNamespace?.ToDisplayString() + "." + type.Name);
}
