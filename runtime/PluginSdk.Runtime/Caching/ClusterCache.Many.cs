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
        var missing = await FindAsync(keys, found, cancellationToken);
        var loads = missing.Select(key => LoadAsync(key, null, cancellationToken).AsTask()).ToArray();
        for (var i = 0; i < loads.Length; i++)
            found[missing[i]] = await loads[i];
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> GetManyAsync(IReadOnlyCollection<TKey> keys, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(loader);
        await CallerContext.Leave();
        var found = new Dictionary<TKey, TValue>(keys.Count);
        var missing = await FindAsync(keys, found, cancellationToken);
        if (missing.Count == 0)
            return found;
        var flights = new NearFlights<TKey, TValue>(_near, _clock, missing);
        try
        {
            await LoadManyAsync(flights, found, loader, cancellationToken);
        }
        finally
        {
            flights.End();
        }

        return found;
    }

    /// <summary>Finds what some tier has.</summary>
    /// <returns>The keys that none has.</returns>
    private async ValueTask<List<TKey>> FindAsync(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TValue> found, CancellationToken cancellationToken)
    {
        var isHolding = _held.IsHolding;
        var missing = FindHere(keys, found, isHolding);
        if (missing.Count > 0 && !isHolding && _shared is { } shared && !MustDoWithout(shared))
            missing = await FindSharedAsync(shared, missing, found, cancellationToken);
        foreach (var key in missing)
            found.Remove(key);
        return missing;
    }

    /// <summary>Finds what the near cache has, and puts each other key into <paramref name="found"/> too, without a value.</summary>
    /// <returns>The others.</returns>
    private List<TKey> FindHere(IReadOnlyCollection<TKey> keys, Dictionary<TKey, TValue> found, bool isHolding)
    {
        var missing = new List<TKey>(keys.Count);
        var until = _trust.Refresh();
        foreach (var key in keys)
        {
            ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(found, key, out var isAsked);
            if (isAsked)
                continue;
            if (!isHolding && TryHit(key, until, out var hit))
                value = hit;
            else
                missing.Add(key);
        }

        return missing;
    }

    private async ValueTask<List<TKey>> FindSharedAsync(SharedTier shared, List<TKey> keys, Dictionary<TKey, TValue> found, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var startedAt = _clock.Now;
        var changes = _near.BeginMany();
        var keyBytes = new ReadOnlyMemory<byte>[keys.Count];
        for (var i = 0; i < keyBytes.Length; i++)
            keyBytes[i] = _codec.Encode(keys[i]);
        _counters.Miss(keyBytes.Length);

        try
        {
            var stored = await shared.Store.GetManyAsync(shared.Name, keyBytes, cancellationToken);
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
            _near.StoreAll(entries, changes);
            return missing;
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return keys;
        }
    }

    private async ValueTask LoadManyAsync(NearFlights<TKey, TValue> flights, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        var keys = flights.Keys;
        var isHolding = _held.IsHolding;
        var tickets = _shared is { } shared && !isHolding && !MustDoWithout(shared) ? await ClaimManyAsync(shared, keys, cancellationToken) : null;
        foreach (var key in keys)
            Record(TimelineKind.CacheLoaded, key, "bulk loader called");
        var startedAt = _clock.Time.GetTimestamp();
        IReadOnlyDictionary<TKey, TValue> loaded;
        try
        {
            loaded = await loader(keys, cancellationToken);
        }
        catch
        {
            _counters.Load(_clock.Time.GetElapsedTime(startedAt), failed: true);
            throw;
        }

        _counters.Load(_clock.Time.GetElapsedTime(startedAt), failed: false);
        var fills = new List<Task>();
        for (var i = 0; i < keys.Count; i++)
        {
            if (!loaded.TryGetValue(keys[i], out var value))
                continue;
            found[keys[i]] = value;
            if (!isHolding && IsKept(value))
                fills.Add(KeepAsync(keys[i], value, flights.Tickets[i], flights.StartedAt, tickets?[i]));
        }

        await Task.WhenAll(fills);
    }

    private async ValueTask<FillTicket?[]?> ClaimManyAsync(SharedTier shared, IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        try
        {
            var claims = await Task.WhenAll(keys.Select(key => shared.Store.ClaimAsync(shared.Name, _codec.Encode(key), s_ticketLife, cancellationToken).AsTask()));
            return [.. claims.Select(claim => claim.Stored.Found ? claim.Stored.Ticket : claim.Ticket)];
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return null;
        }
    }

    private async Task KeepAsync(TKey key, TValue value, NearTicket ticket, long startedAt, FillTicket? fillTicket)
    {
        var loaded = Describe(key, value);
        if (fillTicket is not { } under || _shared is not { } shared || await TryFillAsync(shared, under, _codec.Encode(key), ToWrite(loaded)) is not false)
            Keep(key, loaded, ticket, startedAt);
    }
}
