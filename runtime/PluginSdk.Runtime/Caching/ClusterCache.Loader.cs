namespace PluginSdk.Runtime.Caching;

/// <summary>The call of the author's loader, and what stands in when it fails.</summary>
internal sealed partial class ClusterCache<TKey, TValue>
{
    /// <summary>After a value stood in, the loader is left alone for this long.</summary>
    private const long StandInMilliseconds = 1000;

    /// <summary>Calls the loader for as long as anybody waits for the load.</summary>
    private async ValueTask<TValue> CallLoaderForAsync(CacheLoad<TValue> load, TKey key, CacheLoader<TKey, TValue>? loader)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        load.CancelWhenAbandoned(ending);
        try
        {
            return await CallLoaderAsync(key, loader, ending.Token);
        }
        finally
        {
            load.CancelWhenAbandoned(null);
        }
    }

    private async ValueTask<TValue> CallLoaderAsync(TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        if (loader is null && _definition.Loader is null)
            throw new InvalidOperationException($"The cache '{Name}' has no value for {key} and no loader to load it with: name one with [ClusterCache(\"{Name}\", Loader = …)], or call GetAsync with a loader.");
        Record(TimelineKind.CacheLoaded, key, "loader called");
        var startedAt = _clock.Time.GetTimestamp();
        var failed = true;
        try
        {
            var value = Settings.LoadTimeout is { } limit
                ? await CallWithinAsync(limit, key, loader, cancellationToken)
                : await CallAsync(key, loader, cancellationToken);
            failed = false;
            return value;
        }
        finally
        {
            _counters.Load(_clock.Time.GetElapsedTime(startedAt), failed);
        }
    }

    private async ValueTask<TValue> CallAsync(TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken)
    {
        if (loader is not null)
            return await loader(key, cancellationToken);
        await using var scope = _plugin.CreateScope();
        return await _definition.Loader!(key, scope.ServiceProvider, cancellationToken);
    }

    private ValueTask<TValue> CallWithinAsync(TimeSpan limit, TKey key, CacheLoader<TKey, TValue>? loader, CancellationToken cancellationToken) =>
        CallWithinAsync(limit, token => CallAsync(key, loader, token), () => $"key {key}", cancellationToken);

    private async ValueTask<T> CallWithinAsync<T>(TimeSpan limit, Func<CancellationToken, ValueTask<T>> load, Func<string> what, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var call = load(timeout.Token).AsTask().OnContext();
        try
        {
            // Also a loader that does not heed its token is not waited for any longer.
            return await call.WaitAsync(limit, _clock.Time, cancellationToken);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            timeout.Cancel();
            _ = ObserveAsync(call);
            throw new TimeoutException($"The loader of the cache '{Name}' took longer than its LoadTimeout of {limit} for {what()}. Make it faster, or the timeout longer.");
        }
    }

    /// <summary>A bulk loader, within the limit of a load.</summary>
    private async ValueTask<IReadOnlyDictionary<TKey, TValue>> CallBulkLoaderAsync(TKey[] keys, CacheBulkLoader<TKey, TValue> loader, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            Record(TimelineKind.CacheLoaded, key, "bulk loader called");
        var startedAt = _clock.Time.GetTimestamp();
        var failed = true;
        try
        {
            var loaded = Settings.LoadTimeout is { } limit
                ? await CallWithinAsync(limit, token => loader(keys, token), () => $"{keys.Length} keys", cancellationToken)
                : await loader(keys, cancellationToken);
            failed = false;
            return loaded;
        }
        finally
        {
            _counters.Load(_clock.Time.GetElapsedTime(startedAt), failed);
        }
    }

    private static async Task ObserveAsync(Task call) =>
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    /// <summary>The expired value in place of a load that failed. It has not been invalidated, or it would not be there.</summary>
    private bool TryStandIn(TKey key, CacheLoad<TValue> load, Exception failure, out LoadedValue<TValue> standIn)
    {
        standIn = default;
        if (_failSafeMilliseconds == 0 || load.IsAbandoned || _stopping.IsCancellationRequested)
            return false;
        var until = _trust.Refresh();
        if (!_near.TryGet(key, out var entry))
            return false;
        var now = _clock.Now;
        if (!MayStandIn(entry, now) || (now >= until && !_trust.IsFresh(entry.LoadedAt, now)))
            return false;
        Volatile.Write(ref entry.ExpiresAt, Math.Min(now + StandInMilliseconds, entry.HardExpiresAt + _failSafeMilliseconds));
        _counters.FailSafe();
        CacheLog.StandsIn(_logger, Name, key, now - entry.HardExpiresAt, failure);
        Record(TimelineKind.CacheLoaded, key, $"loader failed ({failure.GetType().Name}); the value that expired {now - entry.HardExpiresAt} ms ago stands in");
        standIn = new LoadedValue<TValue>(entry.Value) { Bytes = entry.Encoded };
        return true;
    }
}
