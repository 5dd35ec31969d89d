using System.Diagnostics.CodeAnalysis;
using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>The tickets of loads whose values are to be stored for all nodes.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>How long a node that died keeps the others waiting where the cluster loads once.</summary>
    private static readonly TimeSpan s_loadOnceLife = TimeSpan.FromSeconds(3);

    private bool LoadsOncePerCluster => Settings.LoadOnce == LoadOnce.Cluster;

    /// <summary>A ticket; where the cluster loads once, only after whoever has it already has ended.</summary>
    private async ValueTask<ClaimResult> ClaimAsync(SharedTier<TKey, TValue> shared, byte[] keyBytes, CacheLoad<TValue> load, CancellationToken cancellationToken)
    {
        while (true)
        {
            var word = load.NextWord();
            var claim = await shared.Store.ClaimAsync(shared.Name, keyBytes, LoadsOncePerCluster ? s_loadOnceLife : s_ticketLife, cancellationToken);
            if (claim.Stored.Found || claim.IsNew || !LoadsOncePerCluster)
                return claim;
            try
            {
                await word.OnContext().WaitAsync(claim.TicketLife + TimeSpan.FromMilliseconds(1), _clock.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Whoever had the ticket has let it expire.
            }
        }
    }

    private bool TryTake(SharedTier<TKey, TValue> shared, in StoredValue stored, CacheLoad<TValue> load, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!stored.Found)
            return false;
        try
        {
            value = shared.DecodeValue(stored.Value);
        }
        catch (WireFormatException e)
        {
            CacheLog.Unreadable(_logger, Name, key, e);
            return false;
        }

        _near.TryStore(NewEntry(key, value, load.StartedAt, stored.Remaining), load.Ticket);
        return true;
    }

    private async ValueTask RemoveUnreadableAsync(SharedTier<TKey, TValue> shared, byte[] keyBytes, CancellationToken cancellationToken) =>
        await shared.Store.RemoveAsync(shared.Name, [keyBytes], WriteCondition.None, Prepare(CacheAnnouncementKind.Remove, [keyBytes]), cancellationToken);

    /// <returns>Whether it was stored; null if the engine did not answer.</returns>
    private async ValueTask<bool?> TryFillAsync(SharedTier<TKey, TValue> shared, FillTicket ticket, byte[] keyBytes, ValueWrite? write)
    {
        try
        {
            var announcement = LoadsOncePerCluster ? Prepare(CacheAnnouncementKind.Loaded, [keyBytes]) : default(LogAppend?);
            return await shared.Store.FillAsync(shared.Name, keyBytes, write, ticket, announcement, _plugin.Stopping);
        }
        catch (EngineUnavailableException)
        {
            shared.Pause();
            return null;
        }
    }

    /// <summary>Takes in the ticket of a load that failed, so that others who wait for it need not wait until it expires.</summary>
    private async ValueTask TakeInAsync(SharedTier<TKey, TValue> shared, FillTicket ticket, byte[] keyBytes)
    {
        if (!LoadsOncePerCluster)
            return;
        try
        {
            await TryFillAsync(shared, ticket, keyBytes, null);
        }
        catch (OperationCanceledException)
        {
            // The plugin stops; the ticket expires.
        }
    }

    /// <summary>Extends a ticket for as long as its load takes.</summary>
    private ITimer? KeepTicket(SharedTier<TKey, TValue> shared, FillTicket ticket, byte[] keyBytes)
    {
        if (!LoadsOncePerCluster)
            return null;
        var period = s_loadOnceLife / 3;
        return _clock.Time.CreateTimer(_ => _ = ExtendAsync(shared, ticket, keyBytes), null, period, period);
    }

    private async Task ExtendAsync(SharedTier<TKey, TValue> shared, FillTicket ticket, byte[] keyBytes)
    {
        try
        {
            await shared.Store.ExtendAsync(shared.Name, keyBytes, ticket, s_loadOnceLife, _plugin.Stopping);
        }
        catch (Exception e) when (e is EngineUnavailableException or OperationCanceledException)
        {
            // The ticket expires; the fill is refused then, which is what a lost ticket means.
        }
    }
}
