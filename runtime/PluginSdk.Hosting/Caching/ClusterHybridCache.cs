using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;
using PluginSdk.Runtime;
using PluginSdk.Wire;

namespace PluginSdk.Hosting;

/// <summary>
/// A cluster cache as <see cref="HybridCache"/>. Removals of keys and of tags reach every node, and what a factory began to
/// load before one is not read after it. The near copies are told of every change, so that two things have no use here:
/// <see cref="HybridCacheEntryOptions.LocalCacheExpiration"/> and the flags for the local cache alone are without effect,
/// and those for the distributed cache apply to both tiers.
/// </summary>
internal sealed class ClusterHybridCache : HybridCache
{
    /// <summary>Every value has this tag, as in the stock hybrid cache.</summary>
    private const string EveryTag = "*";

    private readonly Lazy<IClusterCache<string, HybridEntry>> _entries;
    private readonly HybridSerializers _serializers;
    private readonly TimeSpan _defaultExpiration;

    /// <param name="caches">Where the cache is; asked for on first use, since this may be made before the node.</param>
    /// <param name="serializers">The application's serializers.</param>
    /// <param name="options">How the cache behaves.</param>
    public ClusterHybridCache(Func<IClusterCaches> caches, HybridSerializers serializers, ClusterHybridCacheOptions options)
    {
        _serializers = serializers;
        _defaultExpiration = options.DefaultExpiration;
        _entries = new(() => caches().Get(new CacheDefinition<string, HybridEntry>(options.CacheName, WireCodecs.String, HybridEntry.Codec, options.ToSettings())
        {
            Life = static (_, entry) => entry.Life,
            Tags = static (_, entry) => entry.Tags,
        }));
    }

    public override async ValueTask<T> GetOrCreateAsync<TState, T>(string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(factory);
        var flags = options?.Flags ?? HybridCacheEntryFlags.None;
        var reads = !flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheRead);
        var creates = !flags.HasFlag(HybridCacheEntryFlags.DisableUnderlyingData);
        var writes = !flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheWrite);
        var serializer = _serializers.Of<T>();
        await CallerContext.Leave();
        if (!creates || !writes)
        {
            var found = reads ? await _entries.Value.GetIfPresentAsync(key, cancellationToken) : default;
            if (found.Found)
                return found.Value.ToValue(serializer);
            return creates ? await factory(state, cancellationToken) : default!;
        }

        if (!reads)
            await ForgetAsync(key, cancellationToken);
        var entry = await _entries.Value.GetAsync(
            key, async (_, token) => Describe(await factory(state, token), serializer, options, tags), cancellationToken);
        return entry.ToValue(serializer);
    }

    public override async ValueTask SetAsync<T>(string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (options?.Flags is { } flags && flags.HasFlag(HybridCacheEntryFlags.DisableDistributedCacheWrite))
            return;
        await CallerContext.Leave();
        await _entries.Value.PutAsync(key, Describe(value, _serializers.Of<T>(), options, tags), cancellationToken);
    }

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _entries.Value.RemoveAsync(key, cancellationToken);
    }

    public override async ValueTask RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] all = [.. keys];
        await CallerContext.Leave();
        if (all.Length > 0)
            await _entries.Value.RemoveManyAsync(all, cancellationToken);
    }

    public override ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        return tag == EveryTag
            ? _entries.Value.RemoveAllAsync(cancellationToken)
            : _entries.Value.RemoveByTagAsync(tag, cancellationToken);
    }

    /// <summary>
    /// Whoever wants a value that is loaded anew gets it by an invalidation: then the load has a ticket, and one that begins
    /// earlier cannot end in the cache later.
    /// </summary>
    private async ValueTask ForgetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await _entries.Value.RemoveAsync(key, cancellationToken);
        }
        catch (ClusterUnavailableException)
        {
            // This node has dropped the entry and goes on telling the others.
        }
    }

    private HybridEntry Describe<T>(T value, IHybridCacheSerializer<T> serializer, HybridCacheEntryOptions? options, IEnumerable<string>? tags)
    {
        var life = options?.Expiration ?? _defaultExpiration;
        if (life <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), life, "The expiration must be positive.");
        return new HybridEntry(Serialize(value, serializer)) { Life = life, Tags = tags is null ? [] : [.. tags] };
    }

    private static byte[]? Serialize<T>(T value, IHybridCacheSerializer<T> serializer)
    {
        if (value is null)
            return null;
        var buffer = new ArrayBufferWriter<byte>();
        serializer.Serialize(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
