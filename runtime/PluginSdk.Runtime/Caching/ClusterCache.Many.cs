using System.Runtime.InteropServices;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Reads of several keys.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyIfPresentAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await CallerContext.Leave();
        var found = new Dictionary<TKey, TValue>(keys.Count);
        await FindAsync(keys, found, cancellationToken);
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await CallerContext.Leave();
        var found = new Dictionary<TKey, TValue>(keys.Count);
        var (missing, own) = await FindAsync(keys, found, cancellationToken);
        TKey[] unknown = [.. missing, .. own];
        var values = await Task.WhenAll(unknown.Select(key => LoadAsync(key, null, isCounted: true, cancellationToken).AsTask().OnContext()));
        for (var i = 0; i < unknown.Length; i++)
            found[unknown[i]] = values[i];
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(loader);
        await CallerContext.Leave();
        var found = new Dictionary<TKey, TValue>(keys.Count);
        var (missing, own) = await FindAsync(keys, found, cancellationToken);
        if (own.Count > 0)
            Add(await CallBulkLoaderAsync([.. own], loader, cancellationToken), own, found);
        if (missing.Count > 0)
            await new BulkLoad(this, missing, found, loader, cancellationToken).RunAsync();
        return found;
    }

    /// <summary>Finds what some tier has.</summary>
    /// <returns>The keys that none has, and those of which the caller's transaction has a view of its own.</returns>
    private async ValueTask<(List<TKey> Missing, List<TKey> Own)> FindAsync(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TValue> found, CancellationToken cancellationToken)
    {
        var (missing, own) = FindHere(keys, found);
        if (missing.Count > 0)
            _counters.Miss(missing.Count);
        if (missing.Count > 0 && _shared is { } shared && !MustDoWithout(shared))
            missing = await FindSharedAsync(shared, missing, found, cancellationToken);
        foreach (var key in missing)
            found.Remove(key);
        foreach (var key in own)
            found.Remove(key);
        return (missing, own);
    }

    /// <summary>Finds what the near cache has, and puts each other key into <paramref name="found"/> too, without a value.</summary>
    private (List<TKey> Missing, List<TKey> Own) FindHere(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TValue> found)
    {
        var missing = new List<TKey>(keys.Count);
        var own = new List<TKey>();
        var isHolding = _held.IsHolding;
        var until = _trust.Refresh();
        foreach (var key in keys)
        {
            ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(found, key, out var isAsked);
            if (isAsked)
                continue;
            if (isHolding && _held.Concerns(_codec.Encode(key)))
                own.Add(key);
            else if (TryHit(key, until, out var hit))
                value = hit;
            else
                missing.Add(key);
        }

        return (missing, own);
    }

    private async ValueTask<List<TKey>> FindSharedAsync(SharedTier shared, List<TKey> keys, Dictionary<TKey, TValue> found, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var startedAt = _clock.Now;
        var changes = _near.BeginMany();
        var keyBytes = new ReadOnlyMemory<byte>[keys.Count];
        for (var i = 0; i < keyBytes.Length; i++)
            keyBytes[i] = _codec.Encode(keys[i]);

        try
        {
            var stored = await shared.Store.GetManyAsync(shared.Name, keyBytes, cancellationToken);
            shared.Resume();
            var missing = new List<TKey>();
            var entries = new List<NearEntry<TKey, TValue>>(keys.Count);
            for (var i = 0; i < stored.Length; i++)
            {
                if (TryRead(stored[i], keys[i], out var loaded))
                {
                    found[keys[i]] = loaded.Value;
                    entries.Add(NewEntry(keys[i], loaded, startedAt));
                }
                else
                {
                    missing.Add(keys[i]);
                }
            }

            _counters.SharedHit(entries.Count);
            if (_near.StoreAll(entries, changes) && _listeners.Length > 0)
                entries.ForEach(entry => Raise(CacheChangeKind.Loaded, entry.Key));
            return missing;
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return keys;
        }
    }

    /// <summary>Only what was asked for: a loader may give more.</summary>
    private static void Add(IReadOnlyDictionary<TKey, TValue> loaded, IEnumerable<TKey> keys, Dictionary<TKey, TValue> found)
    {
        foreach (var key in keys)
        {
            if (loaded.TryGetValue(key, out var value))
                found[key] = value;
        }
    }
}
