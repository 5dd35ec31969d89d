namespace PluginSdk.Runtime;

/// <summary>Lets one loop sleep until a time has passed or somebody wakes it. A wake that finds nobody asleep is kept.</summary>
internal sealed class WakeSignal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _sleeper;
    private bool _set;

    public void Set()
    {
        TaskCompletionSource<bool>? sleeper;
        lock (_gate)
        {
            sleeper = _sleeper;
            _set = sleeper is null;
            _sleeper = null;
        }
        sleeper?.TrySetResult(true);
    }

    /// <returns>Whether it was woken; false after <paramref name="atMost"/>.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sleeper = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return true;
            }
            _sleeper = sleeper;
        }
        // Timers count whole milliseconds; rounding up never wakes too early.
        var dueTime = TimeSpan.FromMilliseconds(Math.Ceiling(atMost.TotalMilliseconds));
        using var timer = time.CreateTimer(static s => ((TaskCompletionSource<bool>)s!).TrySetResult(false), sleeper, dueTime, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.UnsafeRegister(static (s, token) => ((TaskCompletionSource<bool>)s!).TrySetCanceled(token), sleeper);
        try
        {
            return await sleeper.Task;
        }
        finally
        {
            lock (_gate)
            {
                if (ReferenceEquals(_sleeper, sleeper))
                    _sleeper = null;
            }
        }
    }
}
