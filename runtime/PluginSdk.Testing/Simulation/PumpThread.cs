namespace PluginSdk.Testing.Simulation;

/// <summary>
/// A pump with a thread of its own, for tests that run elsewhere. Work runs as it comes; time stands still until somebody
/// asks for it to pass.
/// </summary>
internal sealed class PumpThread : IDisposable
{
    // Code of a plugin may wait for something real, such as a file. Before time passes over it, it gets this much of ours.
    private static readonly TimeSpan s_graceForRealWork = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_graceAtTheEnd = TimeSpan.FromMilliseconds(200);

    private readonly Pump _pump;
    private readonly Func<bool> _hasWorkUnderWay;
    private readonly PumpContext _commands;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Thread _thread;
    private volatile bool _isStopped;
    private Drive? _drive;
    private Exception? _failure;

    /// <param name="pump">What runs.</param>
    /// <param name="hasWorkUnderWay">Whether code is under way that may wait for something real.</param>
    public PumpThread(Pump pump, Func<bool> hasWorkUnderWay)
    {
        _pump = pump;
        _hasWorkUnderWay = hasWorkUnderWay;
        _commands = pump.CreateParty("time");
        _thread = new Thread(Run) { IsBackground = true, Name = "TestCluster" };
        _thread.Start();
    }

    /// <summary>Lets time pass until nothing has to run and <paramref name="isDone"/> holds, but at most <paramref name="time"/>.</summary>
    /// <param name="time">Virtual time.</param>
    /// <param name="isDone">Asked on the pump, when nothing has to run.</param>
    /// <param name="realPatience">How long what is waited for may take in real time after that, because it depends on something real; zero: it does not.</param>
    /// <param name="cancellationToken">Gives up; time stops then.</param>
    /// <returns>Whether <paramref name="isDone"/> holds.</returns>
    public async Task<bool> DriveAsync(TimeSpan time, Func<bool> isDone, TimeSpan realPatience, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var drive = new Drive(_pump.Clock.Elapsed + time, isDone, realPatience);
            using var giveUp = cancellationToken.Register(() => drive.Done.TrySetCanceled(cancellationToken));
            if (_failure is { } failure)
                throw new SimulationException($"The test's cluster has stopped: {failure.Message}", failure);
            Volatile.Write(ref _drive, drive);
            _commands.Post(static _ => { }, null);
            return await drive.Done.Task.ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _drive, null);
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _isStopped = true;
        _commands.Post(static _ => { }, null);
        _thread.Join();
        _turn.Dispose();
    }

    private void Run()
    {
        _pump.Attach();
        while (!_isStopped)
        {
            try
            {
                if (_pump.RunNext())
                    continue;
                if (Volatile.Read(ref _drive) is { Done.Task.IsCompleted: false } drive)
                    Go(drive);
                else
                    _pump.WaitForWork(Timeout.InfiniteTimeSpan);
            }
#pragma warning disable CA1031 // Told to whoever drives, now and from now on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _failure = e;
                Volatile.Read(ref _drive)?.Done.TrySetException(new SimulationException($"The test's cluster has stopped: {e.Message}", e));
                return;
            }
        }
    }

    /// <summary>Nothing has to run: is that the end, or does time pass?</summary>
    private void Go(Drive drive)
    {
        if (drive.IsDone())
        {
            drive.Done.TrySetResult(true);
            return;
        }
        if ((drive.RealPatience > TimeSpan.Zero || _hasWorkUnderWay()) && _pump.WaitForWork(s_graceForRealWork))
            return;
        if (_pump.Clock.AdvanceToNextTimer(drive.Until))
            return;
        _pump.Clock.MoveTo(drive.Until);
        if (drive.RealPatience > TimeSpan.Zero ? _pump.WaitForWork(drive.RealPatience) : _hasWorkUnderWay() && _pump.WaitForWork(s_graceAtTheEnd))
            return;
        drive.Done.TrySetResult(drive.IsDone());
    }

    private sealed record Drive(TimeSpan Until, Func<bool> IsDone, TimeSpan RealPatience)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
