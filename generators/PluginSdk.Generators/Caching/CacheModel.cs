using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Infrastructure;

namespace PluginSdk.Generators.Caching;

/// <summary>A class with caches: what its generated file depends on.</summary>
internal sealed record CachingClass(
    string HintName,
    TypeHierarchy Hierarchy,
    ClusterAccess Cluster,
    OwnerClass? Owner,
    EquatableArray<CacheModel> Caches);

/// <summary>One cache property, of many values by key or of a single one.</summary>
/// <param name="Name">The cache's name within the plugin.</param>
/// <param name="Member">The property, for the descriptor.</param>
/// <param name="Modifiers">Of the partial property.</param>
/// <param name="Property">The property's name in code.</param>
/// <param name="PropertyType">The property's type as its declaration has it.</param>
/// <param name="Key">The key's type; null for a single value.</param>
/// <param name="Value">The value's type.</param>
/// <param name="PlainKey">The key's type, for the descriptor; null for a single value.</param>
/// <param name="PlainValue">The value's type, for the descriptor.</param>
/// <param name="KeyCodec">The expression of the key's codec; null for a single value.</param>
/// <param name="ValueCodec">The expression of the value's codec.</param>
/// <param name="Settings">Initializers of the settings that are not the defaults.</param>
/// <param name="Loader">The expression of the loader, or null.</param>
/// <param name="Tags">The expression that names the tags of a value, or null.</param>
internal sealed record CacheModel(
    string Name,
    string Member,
    string Modifiers,
    string Property,
    string PropertyType,
    string? Key,
    string Value,
    string? PlainKey,
    string PlainValue,
    string? KeyCodec,
    string ValueCodec,
    EquatableArray<string> Settings,
    string? Loader,
    string? Tags);
