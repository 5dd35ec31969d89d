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
            Add(await CallBulkLoaderAsync(own, loader, cancellationToken), own, found);
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

    private async ValueTask LoadManyAsync(NearFlights<TKey, TValue> flights, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        List<int> open = [.. Enumerable.Range(0, flights.Keys.Count)];
        while (open.Count > 0)
        {
            if (_shared is not { } shared || MustDoWithout(shared))
            {
                await LoadManyAloneAsync(flights, open, found, loader, cancellationToken);
                return;
            }

            using var words = _words.Listen(LoadsOncePerCluster ? [.. open.Select(i => flights.Keys[i])] : []);
            if (await ClaimManyAsync(shared, flights, open, cancellationToken) is not { } claims)
                continue;
            open = await LoadClaimedAsync(shared, flights, claims, found, loader, words, cancellationToken);
        }
    }

    /// <summary>Loads what is this node's to load; if nothing is, waits until something is heard of the others.</summary>
    /// <returns>What other nodes load, to be looked for again.</returns>
    private async ValueTask<List<int>> LoadClaimedAsync(SharedTier shared, NearFlights<TKey, TValue> flights, List<(int At, ClaimResult Claim)> claims, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, KeyWords<TKey>.Listening words, CancellationToken cancellationToken)
    {
        var mine = new List<(int At, FillTicket Ticket, byte[] KeyBytes)>();
        var others = new List<int>();
        var firstExpiry = s_ticketLife;
        foreach (var (i, claim) in claims)
        {
            if (TryTake(claim.Stored, flights.Keys[i], flights.Tickets[i], flights.StartedAt, out var present))
            {
                found[flights.Keys[i]] = present.Value;
            }
            else if (claim.IsNew || claim.Stored.Found || !LoadsOncePerCluster)
            {
                mine.Add((i, claim.Stored.Found ? claim.Stored.Ticket : claim.Ticket, _codec.Encode(flights.Keys[i])));
            }
            else
            {
                others.Add(i);
                firstExpiry = claim.TicketLife < firstExpiry ? claim.TicketLife : firstExpiry;
            }
        }

        if (mine.Count > 0)
            await LoadUnderTicketsAsync(shared, flights, mine, found, loader, cancellationToken);
        else if (others.Count > 0)
            await WaitForWordAsync(words, firstExpiry, cancellationToken);
        return others;
    }

    private async ValueTask LoadUnderTicketsAsync(SharedTier shared, NearFlights<TKey, TValue> flights, List<(int At, FillTicket Ticket, byte[] KeyBytes)> mine, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<TKey, TValue>? loaded = null;
        try
        {
            using (KeepTickets(shared, [.. mine.Select(one => (one.Ticket, one.KeyBytes))]))
                loaded = await CallBulkLoaderAsync([.. mine.Select(one => flights.Keys[one.At])], loader, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(mine.Select(one => loaded is not null && loaded.TryGetValue(flights.Keys[one.At], out var value) && IsKept(value)
                ? KeepAsync(shared, flights, one.At, value, one.Ticket, one.KeyBytes)
                : TakeInAsync(shared, one.Ticket, one.KeyBytes).AsTask()));
        }

        Add(loaded, mine.Select(one => flights.Keys[one.At]), found);
    }

    private async ValueTask LoadManyAloneAsync(NearFlights<TKey, TValue> flights, List<int> open, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        TKey[] keys = [.. open.Select(i => flights.Keys[i])];
        var loaded = await CallBulkLoaderAsync(keys, loader, cancellationToken);
        Add(loaded, keys, found);
        foreach (var i in open)
        {
            if (loaded.TryGetValue(flights.Keys[i], out var value) && IsKept(value))
                Keep(flights.Keys[i], Describe(flights.Keys[i], value), flights.Tickets[i], flights.StartedAt);
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

    /// <returns>Null if the engine did not answer.</returns>
    private async ValueTask<List<(int At, ClaimResult Claim)>?> ClaimManyAsync(SharedTier shared, NearFlights<TKey, TValue> flights, List<int> open, CancellationToken cancellationToken)
    {
        var life = LoadsOncePerCluster ? s_loadOnceLife : s_ticketLife;
        try
        {
            var claims = await Task.WhenAll(open.Select(i => shared.Store.ClaimAsync(shared.Name, _codec.Encode(flights.Keys[i]), life, cancellationToken).AsTask()));
            return [.. open.Zip(claims)];
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return null;
        }
    }

    private async Task KeepAsync(SharedTier shared, NearFlights<TKey, TValue> flights, int at, TValue value, FillTicket ticket, byte[] keyBytes)
    {
        var key = flights.Keys[at];
        var loaded = Describe(key, value);
        if (await TryFillAsync(shared, ticket, keyBytes, ToWrite(loaded)) is not false)
            Keep(key, loaded, flights.Tickets[at], flights.StartedAt);
    }
}
