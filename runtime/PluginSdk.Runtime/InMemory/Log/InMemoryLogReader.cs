using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

/// <summary>Reads an <see cref="InMemoryLog"/>; parked while there is nothing, woken by the next append or the next confirmation.</summary>
internal sealed class InMemoryLogReader : ILogReader
{
    private readonly InMemoryLog _log;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private TaskCompletionSource _wake = new();
    private LogPosition _position;
    private long _confirmedAt;

    public InMemoryLogReader(InMemoryLog log, TimeProvider time, LogPosition after)
    {
        _log = log;
        _time = time;
        _position = after;
        _timer = time.CreateTimer(static reader => ((InMemoryLogReader)reader!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public long ConfirmedAt => Volatile.Read(ref _confirmedAt);

    public LogPosition Position => _position;

    public async ValueTask<LogRead> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Made anew before the log is looked at: a wake-up between the look and the wait is not lost.
            var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _wake, wake);
            var asked = _time.GetTimestamp();
            if (_log.ReadOrPark(ref _position, this) is { } read)
                return read;
            var confirmed = ConfirmedAt;
            var sinceConfirmed = _time.GetElapsedTime(confirmed, asked);
            if (confirmed == 0 || sinceConfirmed >= LogPace.Confirmation)
            {
                Volatile.Write(ref _confirmedAt, asked);
                return new LogRead([], Resync: false);
            }

            // Timers count whole milliseconds; rounding up never wakes too early.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling((LogPace.Confirmation - sinceConfirmed).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
            // Not Task.WaitAsync: it would leave the context that a repeatable run stays on.
            using var cancelling = cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), wake);
            await wake.Task;
        }
    }

    public ValueTask DisposeAsync()
    {
        _log.Unpark(this);
        return _timer.DisposeAsync();
    }

    internal void Wake() => Volatile.Read(ref _wake).TrySetResult();
}
