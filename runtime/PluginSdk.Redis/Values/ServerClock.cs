namespace PluginSdk.Redis;

/// <summary>
/// What the server's clock shows at the latest, worked out from its last answer and the monotonic time since the question:
/// values carry the moment of their expiry, and a read that also asked for the time would be a third more expensive.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    /// <summary>Crystals drift by less than 100 ppm: 3 ms in this time.</summary>
    private static readonly TimeSpan s_validFor = TimeSpan.FromSeconds(30);

    private Sample? _sample;

    /// <summary>To be taken before a question whose answer tells the time.</summary>
    public long Ask() => time.GetTimestamp();

    /// <summary>The server said that it was <paramref name="milliseconds"/>, to a question of <paramref name="asked"/>.</summary>
    public void Learn(long asked, long milliseconds) => Volatile.Write(ref _sample, new Sample(asked, milliseconds));

    /// <summary>The time of the server is not later than this; null: ask it.</summary>
    public long? Latest =>
        Volatile.Read(ref _sample) is { } sample && time.GetElapsedTime(sample.Asked) is var elapsed && elapsed < s_validFor
            ? sample.Milliseconds + (long)Math.Ceiling(elapsed.TotalMilliseconds)
            : null;

    private sealed record Sample(long Asked, long Milliseconds);
}
