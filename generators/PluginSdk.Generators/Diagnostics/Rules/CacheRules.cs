using Microsoft.CodeAnalysis;

namespace PluginSdk.Generators.Diagnostics;

/// <summary>PSDK01x: caches.</summary>
internal static class CacheRules
{
    private const string Category = "PluginSdk.Caching";

    public static readonly DiagnosticDescriptor LoaderMissing = Rule.Error(
        "PSDK010", Category, "The loader does not exist",
        "There is no method '{0}' to load the cache '{1}' with. Add '{2}', with the services it needs as further parameters.");

    public static readonly DiagnosticDescriptor LoaderShape = Rule.Error(
        "PSDK011", Category, "The loader has the wrong shape",
        "'{0}' cannot load the cache: {3}. Write 'ValueTask<{1}> {0}({2}…services…, CancellationToken cancellationToken)'; the order is free.");

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Error(
        "PSDK012", Category, "Two caches have one name",
        "The cache name '{0}' is already taken by '{1}'. Give each cache of a plugin a name of its own.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor Duration = Rule.Error(
        "PSDK013", Category, "A duration of a cache does not parse",
        "'{0}' is no duration for {1}. Write {2}.");

    public static readonly DiagnosticDescriptor PropertyShape = Rule.Error(
        "PSDK014", Category, "A cache is a partial property",
        "'{0}' cannot be implemented as a cache, because {1}. Declare 'public partial IClusterCache<TKey, TValue> {0} {{ get; }}', or 'IClusterReference<T>' for a single value.");

    public static readonly DiagnosticDescriptor TagsShape = Rule.Error(
        "PSDK016", Category, "The tags of a cache have the wrong shape",
        "'{0}' cannot name the tags of '{1}'. Add 'private static IEnumerable<string> {0}({2} key, {3} value)'.");

    public static readonly DiagnosticDescriptor ReferenceNeeds = Rule.Error(
        "PSDK017", Category, "A cached single value needs a loader and has no tags",
        "The cached value '{0}' {1}. Name its loader with Loader = nameof(…), and leave Tags to caches with keys.");

    public static readonly DiagnosticDescriptor MaxEntries = Rule.Error(
        "PSDK015", Category, "A cache needs room",
        "MaxEntries is {0}, but a cache must hold at least one entry. Give a positive number.");
}
