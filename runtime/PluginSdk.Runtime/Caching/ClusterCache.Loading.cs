using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Transactions;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.Caching;

/// <summary>Misses: one load per key at a time, from the shared tier or by the loader.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    private readonly ConcurrentDictionary<TKey, CacheLoad<TValue>> _loads = [];
    private readonly KeyWords<TKey> _words = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ValueTask<TValue> LoadAsync(TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken) =>
        LoadAsync(key, loader, isCounted: false, cancellationToken);

    private ValueTask<TValue> LoadAsync(TKey key, CacheLoader<TKey, TValue>? loader, bool isCounted, CancellationToken cancellationToken)
    {
        // Its own transaction sees what it has changed, and nobody else does.
        if (_held.IsActive && _held.Concerns(_codec.Encode(key)))
            return CallLoaderAsync(key, loader, cancellationToken);
        if (TryHit(key, out var value))
            return new ValueTask<TValue>(value);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TValue>(cancellationToken);
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        if (!isCounted)
            _counters.Miss();
        var load = JoinOrStart(key, loader, out var run);
        if (_copies)
            return CopyAsync(load, cancellationToken);
        return run is not null && !cancellationToken.CanBeCanceled ? FinishAsync(run, load) : load.WaitAsync(cancellationToken);
    }

    /// <summary>Who started a load and cannot give up waits for its run: that is a hop between threads less than being told of its end.</summary>
    private static async ValueTask<TValue> FinishAsync(Task run, CacheLoad<TValue> load)
    {
        await CallerContext.Leave();
        await run;
        return await load.WaitAsync(CancellationToken.None);
    }

    /// <summary>An instance for each who waits.</summary>
    private async ValueTask<TValue> CopyAsync(CacheLoad<TValue> load, CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        var value = await load.WaitAsync(cancellationToken);
        return load.Bytes.IsEmpty ? value : _codec.DecodeValue(load.Bytes);
    }

    private CacheLoad<TValue> JoinOrStart(TKey key, CacheLoader<TKey, TValue>? loader, out Task? run)
    {
        run = null;
        // Throws where the caller's scope is complete but not yet disposed of: before anything is registered.
        var isInTransaction = Transaction.Current is not null;
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
                run = isInTransaction ? RunOutsideAsync(load, key, loader) : RunAsync(load, key, loader);
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
    /// Runs a load outside the caller's ambient transaction: what only that transaction sees is not for others.
    /// </summary>
    /// <returns>Its run, which does not fail: the load has the failure.</returns>
    private Task RunOutsideAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var run = RunAsync(load, key, loader);
        outside.Complete();
        return run;
    }

    private async Task RunAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        await CallerContext.Leave();
        // Whoever came across a value that expires soon is not to wait for the loader's first steps.
        if (load.IsRefresh)
            await Task.Yield();
        try
        {
            var loaded = _shared is { } shared && !MustDoWithout(shared)
                ? await LoadSharedAsync(shared, load, key, loader)
                : await LoadAloneAsync(load, key, loader);
            End(load, key);
            load.Complete(loaded);
        }
#pragma warning disable CA1031 // Whatever it was belongs to those who wait for the value.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail(load, key, e);
        }
    }

    private void Fail(CacheLoad<TValue> load, TKey key, Exception failure)
    {
        LoadedValue<TValue>? standIn = null;
        try
        {
            if (load.IsRefresh)
                TryAgainLater(key, failure);
            standIn = TryStandIn(key, load, failure, out var value) ? value : null;
        }
        finally
        {
            // Whatever a key's own text or a log did: a load that stayed here would have everybody wait for it.
            End(load, key);
            if (standIn is { } found)
                load.Complete(found);
            else
                load.Fail(failure);
        }
    }

    private void End(CacheLoad<TValue> load, TKey key)
    {
        _loads.TryRemove(new KeyValuePair<TKey, CacheLoad<TValue>>(key, load));
        _near.End(key, load.Ticket);
    }

    /// <summary>Whether the shared tier cannot be asked now.</summary>
    /// <exception cref="EngineUnavailableException">It cannot, and the loader must not be called in its place.</exception>
    private bool MustDoWithout(SharedTier shared)
    {
        if (!IsResynchronizing && !shared.IsPaused)
            return false;
        return Settings.WhenUnavailable == UnavailablePolicy.Load
            ? true
            : throw new EngineUnavailableException($"The cache '{Name}' cannot reach the engine, and its settings say to throw then rather than to load.");
    }

    /// <summary>The loader alone: nothing is shared, or the engine does not answer.</summary>
    private async ValueTask<LoadedValue<TValue>> LoadAloneAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        var value = await CallLoaderForAsync(load, key, loader);
        if (!IsKept(value))
            return new LoadedValue<TValue>(value);
        var loaded = Describe(key, value);
        Keep(key, loaded, load.Ticket, load.StartedAt);
        return loaded;
    }

    /// <summary>A hit in the shared tier; all else is apart, so that a hit does not carry its state.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<LoadedValue<TValue>> LoadSharedAsync(SharedTier shared, CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        var keyBytes = _codec.Encode(key);
        StoredValue stored;
        try
        {
            stored = await shared.Store.GetAsync(shared.Name, keyBytes, CancellationToken.None);
            shared.Resume();
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return await LoadAloneAsync(load, key, loader);
        }

        if (IsTakenInstead(load, stored))
            return await RefreshSharedAsync(shared, stored, keyBytes, load, key);
        return TryTake(stored, key, load.Ticket, load.StartedAt, out var found)
            ? found
            : await LoadMissedAsync(shared, stored.Found, keyBytes, load, key, loader);
    }

    private async ValueTask<LoadedValue<TValue>> LoadMissedAsync(SharedTier shared, bool isUnreadable, byte[] keyBytes, CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        ClaimResult claim;
        try
        {
            if (isUnreadable)
                await RemoveUnreadableAsync(shared, keyBytes, _stopping);
            claim = await ClaimAsync(shared, keyBytes, key, _stopping);
        }
        catch (EngineUnavailableException) when (Settings.WhenUnavailable == UnavailablePolicy.Load)
        {
            shared.Pause();
            return await LoadAloneAsync(load, key, loader);
        }

        return TryTake(claim.Stored, key, load.Ticket, load.StartedAt, out var found)
            ? found
            : await LoadUnderTicketAsync(shared, claim.Ticket, keyBytes, load, key, loader);
    }

    private async ValueTask<LoadedValue<TValue>> LoadUnderTicketAsync(SharedTier shared, FillTicket ticket, byte[] keyBytes, CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        LoadedValue<TValue> loaded;
        bool isKept;
        using (KeepTickets(shared, [(ticket, keyBytes)]))
        {
            try
            {
                var value = await CallLoaderForAsync(load, key, loader);
                isKept = IsKept(value);
                loaded = isKept ? Describe(key, value) : new LoadedValue<TValue>(value);
            }
            catch
            {
                await TakeInAsync(shared, ticket, keyBytes);
                throw;
            }
        }

        // Refused: somebody has invalidated the key, or filled it before. Then the next read asks the shared tier.
        if (!isKept)
            await TakeInAsync(shared, ticket, keyBytes);
        else if (await TryFillAsync(shared, ticket, keyBytes, ToWrite(loaded)) is not false)
            Keep(key, loaded, load.Ticket, load.StartedAt);
        return loaded;
    }

    private bool IsKept(TValue value) => Settings.CacheNull || value is not null;

    private void Keep(TKey key, in LoadedValue<TValue> loaded, in NearTicket ticket, long startedAt)
    {
        if (_near.TryStore(NewEntry(key, loaded, startedAt), ticket))
            Raise(CacheChangeKind.Loaded, key);
    }
}
