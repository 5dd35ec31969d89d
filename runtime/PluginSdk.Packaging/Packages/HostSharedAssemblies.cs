namespace PluginSdk.Packaging;

/// <summary>
/// The assemblies that a host shares with its plugins. A package leaves them out, and a host resolves them from
/// itself: two copies of a contract would be two different sets of types.
/// </summary>
public static class HostSharedAssemblies
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PluginSdk.Abstractions",
        "MessagePack.Annotations",
        "Microsoft.Extensions.Caching.Abstractions",
        "Microsoft.Extensions.Configuration.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Diagnostics.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
        "Microsoft.Extensions.FileProviders.Abstractions",
        "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Primitives",
    };

    /// <summary>Says whether the host shares the assembly of this name with its plugins.</summary>
    /// <param name="assemblyName">The simple name, without extension.</param>
    public static bool Contains(string assemblyName) => Names.Contains(assemblyName);

    /// <summary>The simple names, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.Order(StringComparer.Ordinal)];
}
