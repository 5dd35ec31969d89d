using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// The engine's time as this node knows it: the last reading, carried on by the node's monotonic clock. A node's wall
/// clock has no part in it.
/// </summary>
internal sealed class EngineClock(IRecordStore records, TimeProvider time)
{
    private Reading? _reading;

    /// <summary>Whether the engine has told its time at all.</summary>
    public bool IsSet => Volatile.Read(ref _reading) is not null;

    /// <summary>A time that the engine's clock has reached by now.</summary>
    public DateTimeOffset Earliest => Last.Time + time.GetElapsedTime(Last.Received);

    /// <summary>A time that the engine's clock has not passed yet.</summary>
    public DateTimeOffset Latest => Last.Time + time.GetElapsedTime(Last.Sent);

    /// <summary>How long ago the engine told its time.</summary>
    public TimeSpan Age => time.GetElapsedTime(Last.Received);

    private Reading Last => Volatile.Read(ref _reading) ?? throw new InvalidOperationException("The engine has not told its time yet.");

    /// <summary>Asks the engine.</summary>
    public async ValueTask ReadAsync(CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        Observe(await records.GetTimeAsync(cancellationToken), sent);
    }

    /// <summary>Takes the time that came with an answer.</summary>
    /// <param name="engineTime">The time in the answer.</param>
    /// <param name="sent">The node's timestamp from before the question.</param>
    public void Observe(DateTimeOffset engineTime, long sent) =>
        Volatile.Write(ref _reading, new Reading(engineTime, sent, time.GetTimestamp()));

    private sealed record Reading(DateTimeOffset Time, long Sent, long Received);
}
