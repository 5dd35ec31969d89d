namespace PluginSdk.Testing.Simulation;

/// <summary>One party's clock on the shared virtual time: its wall clock may be wrong, its monotonic clock is not.</summary>
internal sealed class PartyTime(VirtualClock clock, PumpContext party) : TimeProvider
{
    /// <summary>By how much the wall clock is ahead.</summary>
    public TimeSpan Skew { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => clock.Now + Skew;

    // A monotonic clock of 0 reads like "never"; a machine's is long past it when a process starts.
    public override long GetTimestamp() => clock.Elapsed.Ticks + TimeSpan.TicksPerHour;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(party, callback, state, dueTime, period);
}
