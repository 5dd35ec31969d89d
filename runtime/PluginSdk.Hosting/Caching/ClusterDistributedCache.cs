using System.Buffers;
using System.Transactions;
using Microsoft.Extensions.Caching.Distributed;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Hosting;

/// <summary>
/// A cluster cache as <see cref="IDistributedCache"/>: code that was written for that gets a near cache on each node which
/// every node's writes and removals reach.
/// </summary>
internal sealed class ClusterDistributedCache : IBufferDistributedCache
{
    private readonly Lazy<IClusterCache<string, DistributedEntry>> _entries;
    private readonly Func<IRecordStore> _clock;
    private readonly TimeProvider _time;

    /// <param name="caches">Where the cache is; asked for on first use, since this may be made before the node.</param>
    /// <param name="clock">Has the engine's time.</param>
    /// <param name="time">The node's clock.</param>
    /// <param name="options">How the cache behaves.</param>
    public ClusterDistributedCache(Func<IClusterCaches> caches, Func<IRecordStore> clock, TimeProvider time, ClusterDistributedCacheOptions options)
    {
        _clock = clock;
        _time = time;
        _entries = new(() => caches().Get(new CacheDefinition<string, DistributedEntry>(options.CacheName, WireCodecs.String, DistributedEntry.Codec, options.ToSettings())
        {
            Life = static (_, entry) => entry.Life,
        }));
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        await CallerContext.Leave();
        // A copy, because the near cache's bytes belong to all readers.
        return (await FindAsync(key, token))?.Payload.ToArray();
    }

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        await CallerContext.Leave();
        if (await FindAsync(key, token) is not { } entry)
            return false;
        destination.Write(entry.Payload);
        return true;
    }

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return PutAsync(key, value.ToArray(), options, token);
    }

    public ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        new(PutAsync(key, value.ToArray(), options, token));

    public Task RefreshAsync(string key, CancellationToken token = default) => FindAsync(key, token);

    public async Task RemoveAsync(string key, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        await CallerContext.Leave();
        await _entries.Value.RemoveAsync(key, token);
    }

    // The interface demands synchronous calls. A hit in the near cache ends at once; everything else blocks its thread.
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public bool TryGet(string key, IBufferWriter<byte> destination) => TryGetAsync(key, destination).AsTask().GetAwaiter().GetResult();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).AsTask().GetAwaiter().GetResult();

    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    private async Task<DistributedEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        await CallerContext.Leave();
        var found = await _entries.Value.GetIfPresentAsync(key, cancellationToken);
        if (!found.Found)
            return null;
        var now = _time.GetTimestamp();
        if (found.Value.IsToBeRenewed(_time, now))
            await RenewAsync(key, found.Value, now, cancellationToken);
        return found.Value;
    }

    /// <summary>Starts the sliding time anew, for all nodes, unless somebody has changed or removed the entry.</summary>
    private async Task RenewAsync(string key, DistributedEntry entry, long now, CancellationToken cancellationToken)
    {
        try
        {
            var life = entry.Sliding!.Value;
            if (entry.Deadline is { } deadline)
            {
                var left = deadline - await _clock().GetTimeAsync(cancellationToken);
                if (left <= TimeSpan.Zero)
                    return;
                life = left < life ? left : life;
            }

            // A read renews whatever becomes of the caller's transaction.
            using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            await _entries.Value.ReplaceAsync(key, entry, entry.Renewed(life, now), cancellationToken);
            outside.Complete();
        }
        catch (ClusterUnavailableException)
        {
            // The value was read; it only may expire before its time.
        }
    }

    private async Task PutAsync(string key, byte[] payload, DistributedCacheEntryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(options);
        var absolute = options.AbsoluteExpirationRelativeToNow ?? (options.AbsoluteExpiration - _time.GetUtcNow());
        if (absolute <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), absolute, "The absolute expiration must lie in the future.");
        await CallerContext.Leave();
        var sliding = options.SlidingExpiration is { } span && !(absolute <= span) ? span : default(TimeSpan?);
        var entry = new DistributedEntry(payload)
        {
            Sliding = sliding,
            Deadline = sliding is not null && absolute is { } limit ? await _clock().GetTimeAsync(cancellationToken) + limit : null,
            Life = sliding ?? absolute,
        };
        await _entries.Value.PutAsync(key, entry.WrittenAt(_time.GetTimestamp()), cancellationToken);
    }
}
