namespace PluginSdk.Runtime.Caching;

/// <summary>One load, and everybody on the node who waits for it. When nobody does any more, it is cancelled.</summary>
internal sealed class CacheLoad<TValue>(NearTicket ticket, long startedAt)
{
    private const int Abandoned = -1;

    private readonly TaskCompletionSource<TValue> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _cancellation;
    private int _waiting;

    public NearTicket Ticket => ticket;

    /// <summary>On the clock of the cache.</summary>
    public long StartedAt => startedAt;

    /// <summary>Whether it was not a miss that started it, but a hit of what expires soon.</summary>
    public bool IsRefresh { get; init; }

    /// <summary>The encoded value, once the load has ended; empty where nobody needs it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    public bool IsAbandoned => Volatile.Read(ref _waiting) == Abandoned;

    /// <summary>What is cancelled when nobody waits any more; null takes that back. Only a loader is worth cancelling.</summary>
    public void CancelWhenAbandoned(CancellationTokenSource? cancellation)
    {
        lock (_completion)
            _cancellation = cancellation;
        if (IsAbandoned)
            Cancel();
    }

    /// <summary>Counts one more who waits.</summary>
    /// <returns>False if the load has been given up.</returns>
    public bool TryJoin()
    {
        var waiting = Volatile.Read(ref _waiting);
        while (waiting != Abandoned)
        {
            var found = Interlocked.CompareExchange(ref _waiting, waiting + 1, waiting);
            if (found == waiting)
                return true;
            waiting = found;
        }

        return false;
    }

    /// <summary>Waits for the value. Whoever calls this has joined.</summary>
    public ValueTask<TValue> WaitAsync(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? WaitCancellablyAsync(cancellationToken) : new ValueTask<TValue>(_completion.Task);

    /// <summary>Waits until the load has ended, well or not.</summary>
    public async Task WaitForEndAsync() =>
        await ((Task)_completion.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    public void Complete(in LoadedValue<TValue> loaded)
    {
        Bytes = loaded.Bytes;
        _completion.TrySetResult(loaded.Value);
    }

    public void Fail(Exception exception)
    {
        _completion.TrySetException(exception);
        // Perhaps nobody waits any more.
        _ = _completion.Task.Exception;
    }

    private async ValueTask<TValue> WaitCancellablyAsync(CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        try
        {
            return await _completion.Task.OnContext().WaitAsync(cancellationToken);
        }
        finally
        {
            if (Interlocked.Decrement(ref _waiting) == 0
                && !_completion.Task.IsCompleted
                && Interlocked.CompareExchange(ref _waiting, Abandoned, 0) == 0)
                Cancel();
        }
    }

    private void Cancel()
    {
        // Under the lock, so that the source is not disposed of meanwhile.
        lock (_completion)
            _cancellation?.Cancel();
    }
}
