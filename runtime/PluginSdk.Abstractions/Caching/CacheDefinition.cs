using PluginSdk.Wire;

namespace PluginSdk;

/// <summary>Everything that makes a cache: its name, the codecs of key and value, its loader and its settings.</summary>
/// <param name="Name">The cache's name, unique within the plugin.</param>
/// <param name="KeyCodec">Writes and reads keys.</param>
/// <param name="ValueCodec">Writes and reads values.</param>
/// <param name="Settings">How the cache behaves; two definitions of one name must agree on it.</param>
public sealed record CacheDefinition<TKey, TValue>(string Name, IWireCodec<TKey> KeyCodec, IWireCodec<TValue> ValueCodec, CacheSettings Settings)
    where TKey : notnull
{
    /// <summary>Loads a missing value with services from a scope of its own; null where only given loaders are used.</summary>
    public Func<TKey, IServiceProvider, CancellationToken, ValueTask<TValue>>? Loader { get; init; }

    /// <summary>
    /// The tags of a value, for <see cref="IClusterCache.RemoveByTagAsync"/>; null: values have none. Together a value's
    /// tags may take 255 bytes.
    /// </summary>
    public Func<TKey, TValue, IEnumerable<string>>? Tags { get; init; }

    /// <summary>
    /// How long a value lives, in place of <see cref="CacheSettings.ExpireAfterWrite"/>, for caches whose values differ in
    /// that; where it answers null, the value does not expire.
    /// </summary>
    public Func<TKey, TValue, TimeSpan?>? Life { get; init; }
}
