using PluginSdk.Wire;

namespace PluginSdk;

/// <summary>Everything that makes a cached single value.</summary>
/// <param name="Name">The name, unique among the plugin's caches and references.</param>
/// <param name="Codec">Writes and reads the value.</param>
/// <param name="Settings">How the cache behaves.</param>
public sealed record ReferenceDefinition<T>(string Name, IWireCodec<T> Codec, CacheSettings Settings)
{
    /// <summary>Loads the value with services from a scope of its own.</summary>
    public required Func<IServiceProvider, CancellationToken, ValueTask<T>> Loader { get; init; }
}
