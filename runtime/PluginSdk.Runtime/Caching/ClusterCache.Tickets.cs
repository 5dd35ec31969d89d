using PluginSdk.Runtime.Engine;
using PluginSdk.Wire;

namespace PluginSdk.Runtime.Caching;

/// <summary>What is taken from the shared tier, and the tickets of loads whose values are to be stored there.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>How long a load may take whose value is to be stored for all.</summary>
    private static readonly TimeSpan s_ticketLife = TimeSpan.FromMinutes(5);

    /// <summary>How long a node that died keeps the others waiting where the cluster loads once.</summary>
    private static readonly TimeSpan s_loadOnceLife = TimeSpan.FromSeconds(3);

    private bool LoadsOncePerCluster => Settings.LoadOnce == LoadOnce.Cluster;

    /// <summary>A ticket; where the cluster loads once, only after whoever has it already has ended.</summary>
    private async ValueTask<ClaimResult> ClaimAsync(SharedTier shared, byte[] keyBytes, TKey key, CancellationToken cancellationToken)
    {
        if (!LoadsOncePerCluster)
            return await shared.Store.ClaimAsync(shared.Name, keyBytes, s_ticketLife, cancellationToken);
        while (true)
        {
            using var words = _words.Listen([key]);
            var claim = await shared.Store.ClaimAsync(shared.Name, keyBytes, s_loadOnceLife, cancellationToken);
            if (claim.Stored.Found || claim.IsNew)
                return claim;
            await WaitForWordAsync(words, claim.TicketLife, cancellationToken);
        }
    }

    /// <summary>Waits until something is heard, or until whoever has a ticket has let it expire.</summary>
    private async Task WaitForWordAsync(KeyWords<TKey>.Listening words, TimeSpan ticketLife, CancellationToken cancellationToken)
    {
        try
        {
            await words.Heard.OnContext().WaitAsync(ticketLife + TimeSpan.FromMilliseconds(1), _clock.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The next claim tells.
        }
    }

    private bool TryTake(in StoredValue stored, TKey key, in NearTicket ticket, long startedAt, out LoadedValue<TValue> loaded)
    {
        if (!TryRead(stored, key, out loaded))
            return false;
        _counters.SharedHit();
        Keep(key, loaded, ticket, startedAt);
        return true;
    }

    private bool TryRead(in StoredValue stored, TKey key, out LoadedValue<TValue> loaded)
    {
        loaded = default;
        if (!stored.Found)
            return false;
        try
        {
            var value = _codec.DecodeValue(stored.Value);
            loaded = new LoadedValue<TValue>(value, stored.Value, SizeOf(key, stored.Value.Length), stored.Remaining, stored.Tags);
        }
        catch (WireFormatException e)
        {
            CacheLog.Unreadable(_logger, Name, key, e);
            return false;
        }

        return true;
    }

    private async ValueTask RemoveUnreadableAsync(SharedTier shared, byte[] keyBytes, CancellationToken cancellationToken) =>
        await shared.Store.RemoveAsync(shared.Name, [keyBytes], WriteCondition.None, Prepare(CacheAnnouncementKind.Remove, [keyBytes]), cancellationToken);

    private static ValueWrite ToWrite(in LoadedValue<TValue> loaded) => new(loaded.Bytes, loaded.Life, loaded.Tags);

    /// <returns>Whether it was stored; null if the engine did not answer.</returns>
    private ValueTask<bool?> TryFillAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes, ValueWrite? write) =>
        TryFillAsync(shared, ticket, keyBytes, write, LoadsOncePerCluster ? Prepare(CacheAnnouncementKind.Loaded, [keyBytes]) : null);

    private async ValueTask<bool?> TryFillAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes, ValueWrite? write, LogAppend? announcement)
    {
        try
        {
            return await shared.Store.FillAsync(shared.Name, keyBytes, write, ticket, announcement, _stopping);
        }
        catch (EngineUnavailableException)
        {
            shared.Pause();
            return null;
        }
    }

    /// <summary>Takes in the ticket of a load without a value to keep, so that others who wait for it need not wait until it expires.</summary>
    private ValueTask TakeInAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes) =>
        LoadsOncePerCluster ? TakeInAsync(shared, ticket, keyBytes, Prepare(CacheAnnouncementKind.Loaded, [keyBytes])) : ValueTask.CompletedTask;

    private async ValueTask TakeInAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes, LogAppend? announcement)
    {
        try
        {
            await TryFillAsync(shared, ticket, keyBytes, null, announcement);
        }
        catch (OperationCanceledException)
        {
            // The plugin stops; the ticket expires.
        }
    }

    /// <summary>Extends tickets for as long as their load takes.</summary>
    private ITimer? KeepTickets(SharedTier shared, IReadOnlyList<(FillTicket Ticket, byte[] KeyBytes)> tickets)
    {
        if (!LoadsOncePerCluster)
            return null;
        var period = s_loadOnceLife / 3;
        return _clock.Time.CreateTimer(
            _ =>
            {
                foreach (var (ticket, keyBytes) in tickets)
                    _ = ExtendAsync(shared, ticket, keyBytes);
            },
            null,
            period,
            period);
    }

    private async Task ExtendAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes)
    {
        try
        {
            await shared.Store.ExtendAsync(shared.Name, keyBytes, ticket, s_loadOnceLife, _stopping);
        }
        catch (Exception e) when (e is EngineUnavailableException or OperationCanceledException)
        {
            // The ticket expires; the fill is refused then, which is what a lost ticket means.
        }
    }

    private async ValueTask<CacheLookup<TValue>> LookUpAsync(TKey key, CancellationToken cancellationToken)
    {
        if (_held.IsActive && _held.Concerns(_codec.Encode(key)))
            return default;
        if (TryHit(key, out var value))
            return new CacheLookup<TValue>(value);
        _counters.Miss();
        if (_shared is not { } shared || MustDoWithout(shared))
            return default;
        await CallerContext.Leave();
        var startedAt = _clock.Now;
        var ticket = _near.Begin(key);
        try
        {
            var stored = await shared.Store.GetAsync(shared.Name, _codec.Encode(key), cancellationToken);
            shared.Resume();
            return TryTake(stored, key, ticket, startedAt, out var found) ? new CacheLookup<TValue>(found.Value) : default;
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return default;
        }
        finally
        {
            _near.End(key, ticket);
        }
    }
}
