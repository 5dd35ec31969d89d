using System.Transactions;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Loads ahead of expiry.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>Loads in the background what a hit has found to expire soon.</summary>
    private void Refresh(NearEntry<TKey, TValue> entry, long now)
    {
        // A transaction's own view is not for others: a read outside of one starts the load, soon enough.
        if (IsInScope())
        {
            Volatile.Write(ref entry.RefreshAt, now);
            return;
        }

        var load = new CacheLoad<TValue>(_near.Begin(entry.Key), now) { IsRefresh = true };
        load.TryJoin();
        if (_loads.TryAdd(entry.Key, load))
        {
            _ = RunAsync(load, entry.Key, null);
            return;
        }

        _near.End(entry.Key, load.Ticket);
        LookAgainLater(entry.Key);
    }

    private static bool IsInScope()
    {
        try
        {
            return Transaction.Current is not null;
        }
        catch (InvalidOperationException)
        {
            // Complete, but not yet disposed of.
            return true;
        }
    }

    /// <summary>Takes the place of a value that is about to expire; where the cluster loads once, unless another node is at it.</summary>
    private async ValueTask<LoadedValue<TValue>> RefreshSharedAsync(SharedTier shared, StoredValue stored, byte[] keyBytes, CacheLoad<TValue> load, TKey key)
    {
        if (!LoadsOncePerCluster)
            return await LoadUnderTicketAsync(shared, stored.Ticket, keyBytes, load, key, null);
        var mark = CacheCodec<TKey, TValue>.RefreshMark(keyBytes);
        var claim = await shared.Store.ClaimAsync(shared.Name, mark, s_loadOnceLife, _stopping);
        if (!claim.IsNew && TryRead(stored, key, out var present))
        {
            LookAgainLater(key);
            return present;
        }

        using (KeepTickets(shared, [(claim.Ticket, mark)]))
        {
            try
            {
                return await LoadUnderTicketAsync(shared, stored.Ticket, keyBytes, load, key, null);
            }
            finally
            {
                // Nobody waits for it, and it is no key that others could read.
                await TakeInAsync(shared, claim.Ticket, mark, announcement: null);
            }
        }
    }

    /// <summary>Whether a refresh found a value that is about to expire, so that a new one has to take its place.</summary>
    private bool IsTakenInstead(CacheLoad<TValue> load, in StoredValue stored) =>
        load.IsRefresh && stored.Found && stored.Remaining is { } remaining && remaining.TotalMilliseconds <= _refreshMilliseconds;

    private void TryAgainLater(TKey key, Exception failure)
    {
        if (_stopping.IsCancellationRequested)
            return;
        CacheLog.RefreshFailed(_logger, Name, key, failure);
        LookAgainLater(key);
    }

    /// <summary>Lets a hit start the next load in the background, after a while.</summary>
    private void LookAgainLater(TKey key)
    {
        if (_near.TryGet(key, out var entry))
            Interlocked.CompareExchange(ref entry.RefreshAt, _clock.Now + StandInMilliseconds, long.MaxValue);
    }
}
