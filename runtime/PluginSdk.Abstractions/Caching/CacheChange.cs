namespace PluginSdk;

/// <summary>Something that happened to a cache on this node.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">The key; the default where it concerns many.</param>
/// <param name="Origin">The name of the node where it began.</param>
public readonly record struct CacheChange<TKey>(CacheChangeKind Kind, TKey? Key, string Origin);
