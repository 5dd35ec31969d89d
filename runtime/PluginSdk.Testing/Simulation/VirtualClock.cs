namespace PluginSdk.Testing.Simulation;

/// <summary>Time that moves only when it is told to. Timers that are due at one instant fire in the order of their setting.</summary>
internal sealed class VirtualClock(DateTimeOffset start)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Setting), (long Due, long Order)> _due = new();
    private long _elapsed;
    private long _order;

    public TimeSpan Elapsed => new(Volatile.Read(ref _elapsed));

    public DateTimeOffset Now => start + Elapsed;

    public ITimer CreateTimer(PumpContext party, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, party, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next instant at which a timer is due, and fires it.</summary>
    /// <param name="limit">Time goes no further than this since the start.</param>
    /// <returns>False if nothing is due until <paramref name="limit"/>; time has not moved then.</returns>
    public bool AdvanceToNextTimer(TimeSpan limit)
    {
        var fired = false;
        while (TakeDue(fired ? Elapsed : limit) is { } timer)
        {
            timer.Fire();
            fired = true;
        }
        return fired;
    }

    /// <summary>Moves to <paramref name="elapsed"/> since the start, between timers.</summary>
    public void MoveTo(TimeSpan elapsed)
    {
        lock (_gate)
            _elapsed = Math.Max(_elapsed, elapsed.Ticks);
    }

    internal void Set(VirtualTimer timer, int setting, TimeSpan dueTime)
    {
        lock (_gate)
            _due.Enqueue((timer, setting), (_elapsed + dueTime.Ticks, _order++));
    }

    private VirtualTimer? TakeDue(TimeSpan limit)
    {
        lock (_gate)
        {
            while (_due.TryPeek(out var next, out var at))
            {
                if (!next.Timer.IsSet(next.Setting))
                {
                    _due.Dequeue();
                    continue;
                }
                if (at.Due > limit.Ticks)
                    return null;
                _due.Dequeue();
                _elapsed = Math.Max(_elapsed, at.Due);
                return next.Timer;
            }
            return null;
        }
    }
}
