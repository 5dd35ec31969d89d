using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// The engine's time as this node knows it: the last reading, carried on by the node's monotonic clock. A node's wall
/// clock has no part in it.
/// </summary>
internal sealed class EngineClock(IRecordStore records, TimeProvider time)
{
    // Two clocks drift apart by some ms in that time.
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(1);

    private Reading? _reading;
    private Task _refreshing = Task.CompletedTask;
    private int _isRefreshing;

    /// <summary>Whether the engine has told its time at all.</summary>
    public bool IsSet => Volatile.Read(ref _reading) is not null;

    /// <summary>A time that the engine's clock has reached by now.</summary>
    public DateTimeOffset Earliest => Last.Time + time.GetElapsedTime(Last.Received);

    /// <summary>A time that the engine's clock has not passed yet.</summary>
    public DateTimeOffset Latest => Last.Time + time.GetElapsedTime(Last.Sent);

    private Reading Last => Volatile.Read(ref _reading) ?? throw new InvalidOperationException("The engine has not told its time yet.");

    /// <summary>Asks the engine.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        Observe(await records.GetTimeAsync(cancellationToken), sent);
    }

    /// <summary>
    /// Asks the engine beside what goes on, if it last told its time long ago. Without an answer the node's monotonic clock
    /// carries on: nobody who waits for an instant waits for an engine that is silent.
    /// </summary>
    public void KeepFresh()
    {
        if (time.GetElapsedTime(Last.Received) >= s_life && Interlocked.Exchange(ref _isRefreshing, 1) == 0)
            _refreshing = RefreshAsync();
    }

    /// <summary>Waits for what <see cref="KeepFresh"/> may have under way.</summary>
    public Task StopAsync() => _refreshing;

    /// <summary>Takes the time that came with an answer.</summary>
    /// <param name="engineTime">The time in the answer.</param>
    /// <param name="sent">The node's timestamp from before the question.</param>
    public void Observe(DateTimeOffset engineTime, long sent) =>
        Volatile.Write(ref _reading, new Reading(engineTime, sent, time.GetTimestamp()));

    private async Task RefreshAsync()
    {
        try
        {
            await ReadAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever needs the engine will find out and say so.
        }
        Volatile.Write(ref _isRefreshing, 0);
    }

    private sealed record Reading(DateTimeOffset Time, long Sent, long Received);
}
