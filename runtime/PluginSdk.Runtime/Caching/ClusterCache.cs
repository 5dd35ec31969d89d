using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime.Caching;

/// <summary>
/// A cache on one node: its near cache, its part of the shared tier, its loads and its writes. This part reads; a hit
/// takes the end of trust, a look-up and the time, in that order.
/// </summary>
internal sealed partial class ClusterCache<TKey, TValue> : IClusterCache<TKey, TValue>, IPluginCache
    where TKey : notnull
{
    /// <summary>The most bytes that all tags of a value may take, whatever the engine.</summary>
    private const int LongestTags = 255;

    private readonly PluginRuntime _plugin;
    private readonly CancellationToken _stopping;
    private readonly CacheDefinition<TKey, TValue> _definition;
    private readonly CacheCodec<TKey, TValue> _codec;
    private readonly CacheClock _clock;
    private readonly CacheCounters _counters = new();
    private readonly HitCounter _hits;
    private readonly NearCache<TKey, TValue> _near;
    private readonly FeedTrust _trust;
    private readonly SharedTier? _shared;
    private readonly ILogger _logger;
    private readonly bool _copies;
    private readonly bool _watchesHits;
    private readonly long _idleMilliseconds;
    private readonly long _failSafeMilliseconds;
    private readonly long _refreshMilliseconds;

    public ClusterCache(PluginRuntime plugin, CacheDefinition<TKey, TValue> definition)
    {
        _plugin = plugin;
        _stopping = plugin.Stopping;
        _definition = definition;
        _codec = new CacheCodec<TKey, TValue>(definition);
        var member = plugin.Member;
        var settings = definition.Settings;
        var isShared = settings.Scope != CacheScope.Local;
        var qualifiedName = plugin.Qualify(definition.Name);
        _clock = new CacheClock(member.Options.TimeProvider);
        _logger = member.Options.LoggerFactory.CreateLogger("PluginSdk.Caching");
        _hits = _counters.Hits;
        _near = new NearCache<TKey, TValue>(settings.MaxEntries, settings.MaxBytes, _counters);
        _trust = new FeedTrust(isShared ? member.Feed : null, _clock, Bound(settings, member.Options));
        _copies = settings.Values == CacheValues.Copied;
        _idleMilliseconds = (long)(settings.ExpireAfterAccess?.TotalMilliseconds ?? 0);
        _failSafeMilliseconds = (long)(settings.FailSafe?.TotalMilliseconds ?? 0);
        _refreshMilliseconds = definition.Loader is null ? 0 : (long)(settings.RefreshAhead?.TotalMilliseconds ?? 0);
        _watchesHits = _idleMilliseconds > 0 || _refreshMilliseconds > 0;
        _topic = $"cache/{qualifiedName}";
        _held = new HeldWrites(_trust);
        if (!isShared)
            return;
        _shared = new SharedTier(member.Engine.Values, qualifiedName, _clock);
        _unsent = new UnsentInvalidations(SendInvalidationsAsync, e => CacheLog.SendingFailed(_logger, Name, e), member.Options.TimeProvider, _stopping);
        _subscription = member.Feed.Subscribe(_topic, this);
    }

    public string Name => _definition.Name;

    public CacheSettings Settings => _definition.Settings;

    public bool HasLoader => _definition.Loader is not null;

    public CacheStatistics Statistics => _counters.Snapshot(_near.Count, _near.Bytes);

    public IReadOnlyCollection<TKey> NearKeys
    {
        get
        {
            var now = _clock.Now;
            return [.. _near.Entries.Where(entry => now < entry.ExpiresAt).Select(entry => entry.Key)];
        }
    }

    public ValueTask<TValue> GetAsync(TKey key, CancellationToken cancellationToken = default)
    {
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<TValue>(ValueOf(entry))
            : LoadAsync(key, null, cancellationToken);
    }

    public ValueTask<TValue> GetAsync(TKey key, CacheLoader<TKey, TValue> loader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<TValue>(ValueOf(entry))
            : LoadAsync(key, loader, cancellationToken);
    }

    public ValueTask<CacheLookup<TValue>> GetIfPresentAsync(TKey key, CancellationToken cancellationToken = default)
    {
        var until = _trust.Until;
        return _near.TryGet(key, out var entry) && IsHit(entry, until)
            ? new ValueTask<CacheLookup<TValue>>(new CacheLookup<TValue>(ValueOf(entry)))
            : LookUpAsync(key, cancellationToken);
    }

    public async ValueTask<bool> ContainsAsync(TKey key, CancellationToken cancellationToken = default)
    {
        await CallerContext.Leave();
        return (await GetIfPresentAsync(key, cancellationToken)).Found;
    }

    public override string ToString() => $"{Name}, a cache of {typeof(TKey)} to {typeof(TValue)}";

    /// <summary>A node that the others count as gone must not trust what it has: confirmations do not wait for it.</summary>
    private static TimeSpan Bound(CacheSettings settings, ClusterMemberOptions member) =>
        settings.MaxStaleness < member.MembershipTimeout / 2 ? settings.MaxStaleness : member.MembershipTimeout / 2;

    public async Task StopAsync()
    {
        _subscription?.Dispose();
        await Task.WhenAll(_loads.Values.Select(load => load.WaitForEndAsync()));
        await _held.StopAsync();
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
        if (_watchesHits)
            Watch(entry, now);
        _hits.Increment();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TValue ValueOf(NearEntry<TKey, TValue> entry) => _copies ? Copy(entry) : entry.Value;

    // Out of line, as is everything that the plain hit does not need: it has no room for their locals.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TValue Copy(NearEntry<TKey, TValue> entry) => _codec.DecodeValue(entry.Encoded);

    // Reads of one entry on several processors write to it only once in a while.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Watch(NearEntry<TKey, TValue> entry, long now)
    {
        if (_idleMilliseconds > 0)
        {
            var expiresAt = Math.Min(entry.HardExpiresAt, now + _idleMilliseconds);
            if (expiresAt - entry.ExpiresAt > _idleMilliseconds / 16)
                Volatile.Write(ref entry.ExpiresAt, expiresAt);
        }

        var refreshAt = Volatile.Read(ref entry.RefreshAt);
        if (now >= refreshAt && Interlocked.CompareExchange(ref entry.RefreshAt, long.MaxValue, refreshAt) == refreshAt)
            Refresh(entry, now);
    }

    /// <summary>A hit with the end of trust worked out anew, or of a value so fresh that it needs no trust.</summary>
    private bool TryHit(TKey key, [MaybeNullWhen(false)] out TValue value) => TryHit(key, _trust.Refresh(), out value);

    private bool TryHit(TKey key, long until, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_near.TryGet(key, out var entry))
            return false;
        if (!IsHit(entry, until) && !IsFreshHit(entry, until))
            return false;
        value = ValueOf(entry);
        return true;
    }

    private bool IsFreshHit(NearEntry<TKey, TValue> entry, long until)
    {
        var now = _clock.Now;
        if (now >= entry.ExpiresAt)
        {
            if (!MayStandIn(entry, now))
                _near.RemoveExpired(entry);
            return false;
        }

        NoteDistrust(now >= until);
        return _trust.IsFresh(entry.LoadedAt, now) && IsHit(entry, long.MaxValue);
    }

    /// <summary>Whether an expired value is kept for a loader that fails. One that merely nobody read any more is not.</summary>
    private bool MayStandIn(NearEntry<TKey, TValue> entry, long now) =>
        _failSafeMilliseconds > 0 && now >= entry.HardExpiresAt && now - entry.HardExpiresAt < _failSafeMilliseconds;

    private NearEntry<TKey, TValue> NewEntry(TKey key, in LoadedValue<TValue> loaded, long loadedAt)
    {
        var hardExpiresAt = _clock.After(loaded.Life);
        return new NearEntry<TKey, TValue>(key, _copies ? default! : loaded.Value)
        {
            Encoded = _copies ? loaded.Bytes : default,
            Size = loaded.Size,
            Tags = loaded.Tags,
            LoadedAt = loadedAt,
            HardExpiresAt = hardExpiresAt,
            ExpiresAt = _idleMilliseconds == 0 ? hardExpiresAt : Math.Min(hardExpiresAt, _clock.Now + _idleMilliseconds),
            RefreshAt = _refreshMilliseconds == 0 || loaded.Life is null ? long.MaxValue : hardExpiresAt - _refreshMilliseconds,
        };
    }

    /// <summary>A value that was loaded or put now, encoded if anybody needs that.</summary>
    private LoadedValue<TValue> Describe(TKey key, TValue value)
    {
        var tags = _definition.Tags?.Invoke(key, value).ToArray() ?? [];
        ThrowIfTooLong(tags);
        var life = _definition.Life is { } lifeOf ? lifeOf(key, value) : Settings.ExpireAfterWrite;
        if (life is { } full && Settings.Jitter > 0)
            life = full * (1 - (Settings.Jitter * _plugin.Member.Options.Random.NextDouble()));
        if (_shared is null && !_copies && Settings.MaxBytes == 0)
            return new LoadedValue<TValue>(value, default, 0, life, tags);
        var bytes = _codec.EncodeValue(value);
        return new LoadedValue<TValue>(value, bytes, SizeOf(key, bytes.Length), life, tags);
    }

    private void ThrowIfTooLong(string[] tags)
    {
        var length = tags.Sum(Encoding.UTF8.GetByteCount) + Math.Max(0, tags.Length - 1);
        if (length > LongestTags)
            throw new ArgumentException($"The tags of a value in cache '{Name}' take {length} bytes with a byte between them, and {LongestTags} are the most: {string.Join(", ", tags)}. Use fewer or shorter ones.");
    }

    private long SizeOf(TKey key, int valueLength) =>
        Settings.MaxBytes == 0 && !_copies ? 0 : _codec.Encode(key).Length + valueLength;
}
