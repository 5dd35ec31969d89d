namespace PluginSdk;

/// <summary>When a job runs: a cron expression in a time zone, or an interval.</summary>
public sealed record JobSchedule
{
    private JobSchedule()
    {
    }

    /// <summary>The cron expression, or null for an interval.</summary>
    public string? Cron { get; private init; }

    /// <summary>The IANA time zone of <see cref="Cron"/>; null: UTC.</summary>
    public string? TimeZone { get; private init; }

    /// <summary>The interval, or null for a cron expression.</summary>
    public TimeSpan? Interval { get; private init; }

    /// <summary>At the instants of a cron expression of five fields, or six with seconds first.</summary>
    public static JobSchedule FromCron(string expression, string? timeZone = null) => new() { Cron = expression, TimeZone = timeZone };

    /// <summary>At the multiples of <paramref name="interval"/> since the Unix epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public static JobSchedule Every(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        return new() { Interval = interval };
    }
}
