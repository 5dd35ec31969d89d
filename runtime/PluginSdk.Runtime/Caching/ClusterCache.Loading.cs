using System.Collections.Concurrent;
using System.Transactions;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Misses: one load per key at a time, from the shared tier or by the loader.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>How long a load may take whose value is to be stored for all.</summary>
    private static readonly TimeSpan s_ticketLife = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<TKey, CacheLoad<TValue>> _loads = [];

    private ValueTask<TValue> LoadAsync(TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        if (TryHit(key, out var value))
            return new ValueTask<TValue>(value);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TValue>(cancellationToken);
        if (loader is null && _definition.Loader is null)
            throw new InvalidOperationException($"The cache '{Name}' has no loader: name one with [ClusterCache(\"{Name}\", Loader = …)], or call GetAsync with a loader.");
        ObjectDisposedException.ThrowIf(_plugin.Stopping.IsCancellationRequested, this);
        return JoinOrStart(key, loader).WaitAsync(cancellationToken);
    }

    private CacheLoad<TValue> JoinOrStart(TKey key, CacheLoader<TKey, TValue>? loader)
    {
        while (true)
        {
            var until = _trust.Until;
            var isUnderWay = _loads.TryGetValue(key, out var underWay);
            if (isUnderWay && MayJoin(underWay!, until) && underWay!.TryJoin())
                return underWay;

            // A load that an invalidation has overtaken goes on for those who wait for it; nobody else joins it.
            var load = new CacheLoad<TValue>(_near.Begin(key), _clock.Now);
            load.TryJoin();
            if (isUnderWay ? _loads.TryUpdate(key, load, underWay!) : _loads.TryAdd(key, load))
            {
                Start(load, key, loader);
                return load;
            }

            _near.End(key, load.Ticket);
        }
    }

    private bool MayJoin(CacheLoad<TValue> load, long until)
    {
        var now = _clock.Now;
        return _near.IsCurrent(load.Ticket) && (now < until || _trust.IsFresh(load.StartedAt, now));
    }

    /// <summary>
    /// Starts a load outside the caller's ambient transaction: what only that transaction sees is not for others.
    /// </summary>
    private void Start(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        if (Transaction.Current is null)
        {
            _ = RunAsync(load, key, loader);
            return;
        }

        using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        _ = RunAsync(load, key, loader);
        outside.Complete();
    }

    private async Task RunAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        await CallerContext.Leave();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(load.AbandonedToken, _plugin.Stopping);
        try
        {
            var value = _shared is null || IsResynchronizing || _shared.IsPaused
                ? await LoadAloneAsync(load, key, loader, ending.Token)
                : await LoadSharedAsync(_shared, load, key, loader, ending.Token);
            End(load, key);
            load.Complete(value);
        }
        catch (Exception e)
        {
            End(load, key);
            load.Fail(e);
        }
    }

    private void End(CacheLoad<TValue> load, TKey key)
    {
        _loads.TryRemove(new KeyValuePair<TKey, CacheLoad<TValue>>(key, load));
        _near.End(key, load.Ticket);
    }

    /// <summary>The loader alone: nothing is shared, or the engine does not answer.</summary>
    private async ValueTask<TValue> LoadAloneAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        var value = await CallLoaderAsync(key, loader, cancellationToken);
        _near.TryStore(NewEntry(key, value, load.StartedAt, Settings.ExpireAfterWrite), load.Ticket);
        return value;
    }

    private async ValueTask<TValue> LoadSharedAsync(SharedTier<TKey, TValue> shared, CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        var keyBytes = shared.Encode(key);
        FillTicket ticket;
        try
        {
            var stored = await shared.Store.GetAsync(shared.Name, keyBytes, cancellationToken);
            if (TryTake(shared, stored, load, key, out var found))
                return found;
            if (stored.Found)
                await RemoveUnreadableAsync(shared, keyBytes, cancellationToken);
            var claim = await ClaimAsync(shared, keyBytes, load, cancellationToken);
            if (TryTake(shared, claim.Stored, load, key, out found))
                return found;
            ticket = claim.Ticket;
        }
        catch (EngineUnavailableException)
        {
            shared.Pause();
            return await LoadAloneAsync(load, key, loader, cancellationToken);
        }

        return await LoadUnderTicketAsync(shared, ticket, keyBytes, load, key, loader, cancellationToken);
    }

    private async ValueTask<TValue> LoadUnderTicketAsync(SharedTier<TKey, TValue> shared, FillTicket ticket, byte[] keyBytes, CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        TValue value;
        ValueWrite write;
        using (KeepTicket(shared, ticket, keyBytes))
        {
            try
            {
                value = await CallLoaderAsync(key, loader, cancellationToken);
                write = shared.Write(value);
            }
            catch
            {
                await TakeInAsync(shared, ticket, keyBytes);
                throw;
            }
        }

        // Refused: somebody has invalidated the key, or filled it before. Then the next read asks the shared tier.
        if (await TryFillAsync(shared, ticket, keyBytes, write) is not false)
            _near.TryStore(NewEntry(key, value, load.StartedAt, Settings.ExpireAfterWrite), load.Ticket);
        return value;
    }

    private async ValueTask<TValue> CallLoaderAsync(TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        Record(TimelineKind.CacheLoaded, key, "loader called");
        if (loader is not null)
            return await loader(key, cancellationToken);
        await using var scope = _plugin.CreateScope();
        return await _definition.Loader!(key, scope.ServiceProvider, cancellationToken);
    }

    private async ValueTask<CacheLookup<TValue>> LookUpAsync(TKey key, CancellationToken cancellationToken)
    {
        if (TryHit(key, out var value))
            return new CacheLookup<TValue>(value);
        if (_shared is not { IsPaused: false } shared || IsResynchronizing)
            return default;
        await CallerContext.Leave();
        var load = new CacheLoad<TValue>(_near.Begin(key), _clock.Now);
        try
        {
            var stored = await shared.Store.GetAsync(shared.Name, shared.Encode(key), cancellationToken);
            return TryTake(shared, stored, load, key, out value) ? new CacheLookup<TValue>(value) : default;
        }
        catch (EngineUnavailableException)
        {
            shared.Pause();
            return default;
        }
        finally
        {
            _near.End(key, load.Ticket);
        }
    }
}
