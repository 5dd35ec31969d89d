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
        "'{0}' cannot load the cache: {2}. Write '{1}'; the order is free.");

    public static readonly DiagnosticDescriptor DuplicateName = Rule.Error(
        "PSDK012", Category, "Two caches have one name",
        "The cache name '{0}' is already taken by '{1}'. Give each cache of a plugin a name of its own.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor Duration = Rule.Error(
        "PSDK013", Category, "A duration of a cache does not parse",
        "'{0}' is no duration for {1}. Write {2}.");

    public static readonly DiagnosticDescriptor PropertyShape = Rule.Error(
        "PSDK014", Category, "A cache is a partial property",
        "'{0}' cannot be implemented as a cache, because {1}. Declare 'public partial IClusterCache<TKey, TValue> {0} {{ get; }}', or IClusterReference<TValue> for a single value.");

    public static readonly DiagnosticDescriptor MaxEntries = Rule.Error(
        "PSDK015", Category, "A cache needs room",
        "MaxEntries is {0}, but a cache must hold at least one entry. Give a positive number.");

    public static readonly DiagnosticDescriptor Settings = Rule.Error(
        "PSDK016", Category, "The settings of a cache do not fit together",
        "The setting {0} of the cache '{1}' {2}.");

    public static readonly DiagnosticDescriptor Tags = Rule.Error(
        "PSDK017", Category, "The method that names tags has the wrong shape",
        "'{0}' cannot name the tags of the cache '{1}', because {2}. Write 'IEnumerable<string> {0}({3} key, {4} value)'.");

    public static readonly DiagnosticDescriptor NestedCache = Rule.Warning(
        "PSDK018", Category, "A loader reads another cluster cache",
        "'{0}' loads the cache '{1}' and uses '{2}', which is a cluster cache too: what is removed there stays here until it expires. Load from the source of both, or combine the two when you read.",
        Rule.WholeCompilation);

    public static readonly DiagnosticDescriptor MutableValue = Rule.Info(
        "PSDK019", Category, "A cached value can be changed by its readers",
        "Each reader of '{0}' gets a copy of its own, decoded on each hit, because {1}. Make the type immutable, or say Values = CacheValues.Shared if nobody changes a value.");
}
