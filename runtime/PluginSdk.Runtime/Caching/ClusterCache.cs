using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// A cache on one node: its near cache, its part of the shared tier, its loads and its writes. This part reads; a hit
/// takes a look-up, the end of trust and the time, in that order.
/// </summary>
internal sealed partial class ClusterCache<TKey, TValue> : IClusterCache<TKey, TValue>, IPluginCache
    where TKey : notnull
{
    private readonly PluginRuntime _plugin;
    private readonly CacheDefinition<TKey, TValue> _definition;
    private readonly CacheClock _clock;
    private readonly NearCache<TKey, TValue> _near;
    private readonly FeedTrust _trust;
    private readonly SharedTier<TKey, TValue>? _shared;
    private readonly ILogger _logger;
    private readonly long _idleMilliseconds;

    public ClusterCache(PluginRuntime plugin, CacheDefinition<TKey, TValue> definition)
    {
        _plugin = plugin;
        _definition = definition;
        var member = plugin.Member;
        var settings = definition.Settings;
        var isShared = settings.Scope != CacheScope.Local;
        var qualifiedName = plugin.Qualify(definition.Name);
        _clock = new CacheClock(member.Options.TimeProvider);
        _logger = member.Options.LoggerFactory.CreateLogger("PluginSdk.Caching");
        _near = new NearCache<TKey, TValue>(settings.MaxEntries);
        _trust = new FeedTrust(isShared ? member.Feed : null, _clock, settings.MaxStaleness);
        _idleMilliseconds = (long)(settings.ExpireAfterAccess?.TotalMilliseconds ?? 0);
        _topic = $"cache/{qualifiedName}";
        if (!isShared)
            return;
        _shared = new SharedTier<TKey, TValue>(member.Engine.Values, qualifiedName, definition, _clock);
        _unsent = new UnsentInvalidations(SendInvalidationsAsync, member.Options.TimeProvider, plugin.Stopping);
        _subscription = member.Feed.Subscribe(_topic, this);
    }

    public string Name => _definition.Name;

    public CacheSettings Settings => _definition.Settings;

    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken = default)
    {
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<TValue>(entry.Value)
            : LoadAsync(key, null, cancellationToken);
    }

    public ValueTask<TValue> GetAsync(TKey key, CacheLoader<TKey, TValue> loader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<TValue>(entry.Value)
            : LoadAsync(key, loader, cancellationToken);
    }

    public ValueTask<CacheLookup<TValue>> GetIfPresentAsync(TKey key, CancellationToken cancellationToken = default)
    {
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<CacheLookup<TValue>>(new CacheLookup<TValue>(entry.Value))
            : LookUpAsync(key, cancellationToken);
    }

    public override string ToString() => $"{Name}, a cache of {typeof(TKey)} to {typeof(TValue)}";

    public async Task StopAsync()
    {
        _subscription?.Dispose();
        await Task.WhenAll(_loads.Values.Select(load => load.WaitForEndAsync()));
        if (_unsent is not null)
            await _unsent.StopAsync();
        _near.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsHit(NearEntry<TKey, TValue> entry, long until)
    {
        var now = _clock.Now;
        if (now >= until || now >= entry.ExpiresAt)
            return false;
        if (!entry.Visited)
            entry.Visited = true;
        if (_idleMilliseconds != 0)
            ExpireLater(entry, now);
        return true;
    }

    // Reads of one entry on several processors write to it only once in a while.
    private void ExpireLater(NearEntry<TKey, TValue> entry, long now)
    {
        var expiresAt = Math.Min(entry.HardExpiresAt, now + _idleMilliseconds);
        if (expiresAt - entry.ExpiresAt > _idleMilliseconds / 16)
            Volatile.Write(ref entry.ExpiresAt, expiresAt);
    }

    /// <summary>A hit with the end of trust worked out anew, or of a value so fresh that it needs no trust.</summary>
    private bool TryHit(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        var until = _trust.Refresh();
        if (!_near.TryGet(key, out var entry))
            return false;
        if (!IsHit(entry, until))
        {
            var now = _clock.Now;
            if (now >= entry.ExpiresAt)
            {
                _near.RemoveExpired(entry);
                return false;
            }

            if (!_trust.IsFresh(entry.LoadedAt, now))
            {
                NoteDistrust();
                return false;
            }
        }

        value = entry.Value;
        return true;
    }

    private NearEntry<TKey, TValue> NewEntry(TKey key, TValue value, long loadedAt, TimeSpan? life)
    {
        var hardExpiresAt = _clock.After(life);
        return new NearEntry<TKey, TValue>(key, value)
        {
            LoadedAt = loadedAt,
            HardExpiresAt = hardExpiresAt,
            ExpiresAt = _idleMilliseconds == 0 ? hardExpiresAt : Math.Min(hardExpiresAt, _clock.Now + _idleMilliseconds),
        };
    }
}
