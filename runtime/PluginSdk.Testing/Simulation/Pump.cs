namespace PluginSdk.Testing.Simulation;

/// <summary>
/// Runs the work of all parties on one thread, one piece at a time; which party comes next is the seed's choice. Time is
/// virtual and moves only when somebody says so.
/// </summary>
internal sealed class Pump
{
    private readonly object _gate = new();
    private readonly Random _choice;
    private readonly List<PumpContext> _parties = [];
    private int _thread;
    private string? _foreignWork;
    private Exception? _failure;

    public Pump(int seed, DateTimeOffset start)
    {
        _choice = new Random(seed);
        Clock = new VirtualClock(start);
    }

    public VirtualClock Clock { get; }

    /// <summary>Takes every step that runs; null while nobody wants to know.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>Whether work may come from other threads. Where not, such work ends the simulation: it would not replay.</summary>
    public bool AllowsForeignWork { get; init; }

    public PumpContext CreateParty(string name)
    {
        var party = new PumpContext(this, name);
        lock (_gate)
            _parties.Add(party);
        return party;
    }

    public void Post(PumpContext party, SendOrPostCallback callback, object? state)
    {
        lock (_gate)
        {
            if (party.IsDead)
                return;
            if (_thread != 0 && _thread != Environment.CurrentManagedThreadId)
                _foreignWork ??= $"{party.Name} {WorkLabel.Of(callback, state)}";
            party.Queue.Enqueue((callback, state));
            Monitor.PulseAll(_gate);
        }
    }

    public void SetPaused(PumpContext party, bool paused)
    {
        lock (_gate)
        {
            party.IsPaused = paused;
            Monitor.PulseAll(_gate);
        }
    }

    public void Kill(PumpContext party)
    {
        lock (_gate)
            party.Die();
    }

    /// <summary>Makes the calling thread the pump's.</summary>
    public void Attach() => _thread = Environment.CurrentManagedThreadId;

    /// <summary>Runs the next piece of work.</summary>
    /// <returns>False if no party has any.</returns>
    /// <exception cref="SimulationException">Work came from another thread and may not, or an <c>async void</c> method failed.</exception>
    public bool RunNext()
    {
        PumpContext party;
        SendOrPostCallback callback;
        object? state;
        lock (_gate)
        {
            if (_foreignWork is { } work && !AllowsForeignWork)
            {
                throw new SimulationException(
                    $"Work came back from another thread ({work}), so this run cannot be replayed. In what it awaited, look for ConfigureAwait(false), Task.Run, real I/O, a real timer, or Task.WaitAsync, WhenAny or WhenAll over a task made with RunContinuationsAsynchronously (wrap that in OnContext()).");
            }
            var runnable = CountRunnable();
            if (runnable == 0)
                return false;
            party = Nth(runnable == 1 ? 0 : _choice.Next(runnable));
            (callback, state) = party.Queue.Dequeue();
        }
        Schedule?.Add(new ScheduleStep(Clock.Elapsed, party.Name, WorkLabel.Of(callback, state)));
        Run(party, callback, state);
        return _failure is null ? true : throw new SimulationException($"Work of {party.Name} failed where nobody could catch it: {_failure.Message}", _failure);
    }

    /// <summary>Blocks until a party has work, which only another thread can give now.</summary>
    /// <returns>False if none had, for that long in real time.</returns>
    public bool WaitForWork(TimeSpan realTime)
    {
        lock (_gate)
        {
            while (CountRunnable() == 0)
            {
                if (!Monitor.Wait(_gate, realTime))
                    return false;
            }
            return true;
        }
    }

    private int CountRunnable()
    {
        var runnable = 0;
        foreach (var candidate in _parties)
            runnable += candidate.IsRunnable ? 1 : 0;
        return runnable;
    }

    private PumpContext Nth(int index)
    {
        foreach (var candidate in _parties)
        {
            if (candidate.IsRunnable && index-- == 0)
                return candidate;
        }
        throw new InvalidOperationException("The number of runnable parties changed under the lock.");
    }

    private void Run(PumpContext party, SendOrPostCallback callback, object? state)
    {
        var previous = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(party);
        try
        {
            callback(state);
        }
#pragma warning disable CA1031 // Rethrown by RunNext.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure ??= e;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(previous);
        }
    }
}
