namespace PluginSdk.Runtime;

/// <summary>Lets one loop sleep until it is called, or until the earliest of the times it was given.</summary>
internal sealed class Wakeup(TimeProvider time) : IDisposable
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _asleep;
    private ITimer? _timer;
    private long _due = long.MaxValue;

    public void Now() => WakeAt(0);

    public void After(TimeSpan span) => WakeAt(span <= TimeSpan.Zero ? 0 : time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency));

    /// <summary>Returns at once if it has been called since the last time.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
        {
            if (_due <= time.GetTimestamp())
            {
                _due = long.MaxValue;
                return Task.CompletedTask;
            }

            _asleep = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Arm();
            return _asleep.Task;
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void WakeAt(long due)
    {
        TaskCompletionSource? woken;
        lock (_gate)
        {
            if (due >= _due)
                return;
            _due = due;
            woken = WakeIfDue();
        }

        woken?.SetResult();
    }

    private void OnTimer()
    {
        TaskCompletionSource? woken;
        lock (_gate)
            woken = WakeIfDue();
        woken?.SetResult();
    }

    private TaskCompletionSource? WakeIfDue()
    {
        if (_asleep is not { } asleep)
            return null;
        if (_due > time.GetTimestamp())
        {
            Arm();
            return null;
        }

        _due = long.MaxValue;
        _asleep = null;
        return asleep;
    }

    private void Arm()
    {
        if (_due == long.MaxValue)
            return;
        _timer ??= time.CreateTimer(static state => ((Wakeup)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // Timers count whole milliseconds; a timer that fires too early is armed again.
        var span = time.GetElapsedTime(time.GetTimestamp(), _due);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, span.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
