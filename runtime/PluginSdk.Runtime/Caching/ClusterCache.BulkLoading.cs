using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Loads of several keys by one call of a loader.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>
    /// One such load. Where the cluster loads once it takes several turns: what other nodes load meanwhile is left to them, and
    /// looked for again when something was heard of it.
    /// </summary>
    private sealed class BulkLoad(ClusterCache<TKey, TValue> cache, List<TKey> keys, Dictionary<TKey, TValue> found, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        private readonly NearFlights<TKey, TValue> _flights = new(cache._near, cache._clock, keys);

        public async ValueTask RunAsync()
        {
            try
            {
                List<int> open = [.. Enumerable.Range(0, keys.Count)];
                while (open.Count > 0)
                    open = await TakeTurnAsync(open);
            }
            finally
            {
                _flights.End();
            }
        }

        /// <returns>What other nodes load, to be looked for again.</returns>
        private async ValueTask<List<int>> TakeTurnAsync(List<int> open)
        {
            if (cache._shared is not { } shared || cache.MustDoWithout(shared))
            {
                await LoadAloneAsync(open);
                return [];
            }

            using var words = cache._words.Listen(cache.LoadsOncePerCluster ? [.. open.Select(at => keys[at])] : []);
            if (await ClaimAsync(shared, open) is not { } claims)
                return open;
            var mine = new List<Ticket>();
            var others = new List<int>();
            var firstExpiry = s_ticketLife;
            foreach (var (at, claim) in claims)
            {
                if (cache.TryTake(claim.Stored, keys[at], _flights.Tickets[at], _flights.StartedAt, out var present))
                {
                    found[keys[at]] = present.Value;
                }
                else if (claim.IsNew || claim.Stored.Found || !cache.LoadsOncePerCluster)
                {
                    mine.Add(new Ticket(at, claim.Stored.Found ? claim.Stored.Ticket : claim.Ticket, cache._codec.Encode(keys[at])));
                }
                else
                {
                    others.Add(at);
                    firstExpiry = claim.TicketLife < firstExpiry ? claim.TicketLife : firstExpiry;
                }
            }

            if (mine.Count > 0)
                await LoadAsync(shared, mine);
            else if (others.Count > 0)
                await cache.WaitForWordAsync(words, firstExpiry, cancellationToken);
            return others;
        }

        /// <returns>Null if the engine did not answer.</returns>
        private async ValueTask<List<(int At, ClaimResult Claim)>?> ClaimAsync(SharedTier shared, List<int> open)
        {
            var life = cache.LoadsOncePerCluster ? s_loadOnceLife : s_ticketLife;
            try
            {
                var claims = await Task.WhenAll(open.Select(at => shared.Store.ClaimAsync(shared.Name, cache._codec.Encode(keys[at]), life, cancellationToken).AsTask()));
                return [.. open.Zip(claims)];
            }
            catch (EngineUnavailableException) when (cache.Settings.WhenUnavailable == UnavailablePolicy.Load)
            {
                shared.Pause();
                return null;
            }
        }

        /// <summary>Loads what is this node's to load, and takes in the tickets of what did not come.</summary>
        private async ValueTask LoadAsync(SharedTier shared, List<Ticket> mine)
        {
            TKey[] asked = [.. mine.Select(ticket => keys[ticket.At])];
            IReadOnlyDictionary<TKey, TValue>? loaded = null;
            try
            {
                using (cache.KeepTickets(shared, [.. mine.Select(ticket => (ticket.Fill, ticket.KeyBytes))]))
                    loaded = await cache.CallBulkLoaderAsync(asked, loader, cancellationToken);
            }
            finally
            {
                await Task.WhenAll(mine.Select(ticket => loaded is not null && loaded.TryGetValue(keys[ticket.At], out var value) && cache.IsKept(value)
                    ? KeepAsync(shared, ticket, value)
                    : cache.TakeInAsync(shared, ticket.Fill, ticket.KeyBytes).AsTask()));
            }

            Add(loaded, asked, found);
        }

        private async ValueTask LoadAloneAsync(List<int> open)
        {
            TKey[] asked = [.. open.Select(at => keys[at])];
            var loaded = await cache.CallBulkLoaderAsync(asked, loader, cancellationToken);
            Add(loaded, asked, found);
            foreach (var at in open)
            {
                if (loaded.TryGetValue(keys[at], out var value) && cache.IsKept(value))
                    cache.Keep(keys[at], cache.Describe(keys[at], value), _flights.Tickets[at], _flights.StartedAt);
            }
        }

        private async Task KeepAsync(SharedTier shared, Ticket ticket, TValue value)
        {
            var key = keys[ticket.At];
            var loaded = cache.Describe(key, value);
            if (await cache.TryFillAsync(shared, ticket.Fill, ticket.KeyBytes, ToWrite(loaded)) is not false)
                cache.Keep(key, loaded, _flights.Tickets[ticket.At], _flights.StartedAt);
        }

        /// <summary>Under which a key may be filled.</summary>
        private readonly record struct Ticket(int At, FillTicket Fill, byte[] KeyBytes);
    }
}
