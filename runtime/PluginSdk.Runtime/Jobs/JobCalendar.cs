using System.Globalization;
using Cronos;

namespace PluginSdk.Runtime;

/// <summary>The instants of a schedule, in UTC. The same on every node, because they depend on the schedule alone.</summary>
internal sealed class JobCalendar
{
    private readonly CronExpression? _cron;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private readonly long _interval;

    private JobCalendar(CronExpression cron, TimeZoneInfo zone, string text)
    {
        _cron = cron;
        _zone = zone;
        Text = text;
    }

    private JobCalendar(TimeSpan interval)
    {
        _interval = interval.Ticks;
        Text = "every " + interval.ToString("c", CultureInfo.InvariantCulture);
    }

    /// <summary>The schedule in words, equal for equal schedules.</summary>
    public string Text { get; }

    /// <exception cref="ArgumentException">The cron expression or its time zone is not one.</exception>
    public static JobCalendar Of(JobSchedule schedule, string job)
    {
        if (schedule.Interval is { } interval)
            return new JobCalendar(interval);
        var expression = schedule.Cron ?? "";
        try
        {
            var zone = schedule.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc;
            var withSeconds = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length == 6;
            var cron = CronExpression.Parse(expression, withSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return new JobCalendar(cron, zone, $"{expression.Trim()} {zone.Id}");
        }
        catch (CronFormatException e)
        {
            throw new ArgumentException($"The job '{job}' has the cron expression '{expression}', which does not parse: {e.Message} Five fields are expected (minute hour day month weekday), or six with seconds first.", nameof(schedule), e);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new ArgumentException($"The job '{job}' has the time zone '{schedule.TimeZone}', which this machine does not know. Use an IANA name such as 'Europe/Zurich', and check that time zone data is installed.", nameof(schedule), e);
        }
    }

    /// <summary>The first instant after <paramref name="after"/>; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _cron is not null
        ? _cron.GetNextOccurrence(after, _zone)?.ToUniversalTime()
        : Multiple(Math.DivRem(SinceEpoch(after), _interval).Quotient + 1);

    /// <summary>The last instant in (<paramref name="after"/>, <paramref name="now"/>]; null if there is none.</summary>
    public DateTimeOffset? LatestDue(DateTimeOffset after, DateTimeOffset now)
    {
        if (now <= after)
            return null;
        var latest = _cron is not null ? LatestByNext(after, now) : Multiple(SinceEpoch(now) / _interval);
        return latest > after ? latest : null;
    }

    /// <summary>
    /// Halves the span until it is below the second that instants are apart at least. Asking Cronos for the previous
    /// occurrence would be shorter, but it names other instants than <see cref="Next"/> where a clock change leaves a gap.
    /// </summary>
    private DateTimeOffset? LatestByNext(DateTimeOffset after, DateTimeOffset now)
    {
        if (Next(after) is not { } found || found > now)
            return null;
        var nothingFrom = now.AddTicks(1);
        while (nothingFrom - found > TimeSpan.FromSeconds(1))
        {
            var middle = found + (nothingFrom - found) / 2;
            if (Next(middle.AddTicks(-1)) is { } later && later <= now)
                found = later;
            else
                nothingFrom = middle;
        }
        return found;
    }

    private static long SinceEpoch(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks;

    private DateTimeOffset Multiple(long n) => DateTimeOffset.UnixEpoch.AddTicks(n * _interval);
}
