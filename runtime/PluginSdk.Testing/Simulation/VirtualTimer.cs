namespace PluginSdk.Testing.Simulation;

/// <summary>A timer whose callback runs in its party's turn. While an earlier call still waits for its turn, no second one is queued.</summary>
internal sealed class VirtualTimer(VirtualClock clock, PumpContext party, TimerCallback callback, object? state) : ITimer, INamedWork
{
    private readonly Lock _gate = new();
    private volatile int _setting;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _waitsForItsTurn;

    public string Name => state is INamedWork work ? work.Name : $"timer of {callback.Method.DeclaringType?.Name}";

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        int setting;
        lock (_gate)
        {
            if (_setting < 0)
                return false;
            setting = ++_setting;
            _period = period > TimeSpan.Zero ? period : Timeout.InfiniteTimeSpan;
        }
        if (dueTime != Timeout.InfiniteTimeSpan)
            clock.Set(this, setting, dueTime);
        return true;
    }

    // Without the lock: the clock asks while it holds its own.
    public bool IsSet(int setting) => _setting == setting && !party.IsDead;

    public void Fire()
    {
        lock (_gate)
        {
            if (_setting < 0)
                return;
            if (_period > TimeSpan.Zero)
                clock.Set(this, _setting, _period);
            if (_waitsForItsTurn)
                return;
            _waitsForItsTurn = true;
        }
        party.Post(static self => ((VirtualTimer)self!).Call(), this);
    }

    public void Dispose()
    {
        lock (_gate)
            _setting = -1;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call()
    {
        lock (_gate)
        {
            _waitsForItsTurn = false;
            if (_setting < 0)
                return;
        }
        callback(state);
    }
}
