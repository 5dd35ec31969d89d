using System.Globalization;

namespace PluginSdk.Runtime.Tests.Jobs;

public sealed class CalendarTests
{
    private const string Zurich = "Europe/Zurich";

    [Theory]
    [InlineData("30 2 * * *", Zurich, "2026-03-28T12:00+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")] // 02:30 does not exist
    [InlineData("0 3 * * *", Zurich, "2026-03-28T12:00+01:00", "2026-03-29T03:00+02:00", "2026-03-30T03:00+02:00")]
    [InlineData("30 2 * * *", Zurich, "2026-10-24T12:00+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")] // 02:30 exists twice
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00-04:00", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00")]
    [InlineData("0 0 1 1 *", Zurich, "2026-06-01T00:00+02:00", "2027-01-01T00:00+01:00", "2028-01-01T00:00+01:00")]
    [InlineData("*/10 * * * * *", null, "2026-01-01T00:00:01Z", "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z")]
    public void The_next_instants_of_a_cron_expression(string cron, string? zone, string after, string first, string second)
    {
        var calendar = JobCalendar.Of(JobSchedule.FromCron(cron, zone), "job");
        var next = calendar.Next(At(after));
        Assert.Equal(At(first), next);
        Assert.Equal(TimeSpan.Zero, next!.Value.Offset);
        Assert.Equal(At(second), calendar.Next(next.Value));
    }

    [Fact]
    public void An_hourly_expression_runs_each_hour_of_the_long_and_of_the_short_day()
    {
        var calendar = JobCalendar.Of(JobSchedule.FromCron("0 * * * *", Zurich), "job");
        Assert.Equal(23, Between(calendar, At("2026-03-28T23:30Z").AddHours(-1), At("2026-03-29T21:30Z")).Count);
        Assert.Equal(25, Between(calendar, At("2026-10-24T21:30Z"), At("2026-10-25T22:30Z")).Count);
    }

    [Theory]
    [InlineData("30 2 * * *", Zurich)]
    [InlineData("*/7 1-3 * * *", Zurich)]
    [InlineData("15 2 * * 0", "America/New_York")]
    [InlineData("0 */2 * * *", "Australia/Lord_Howe")]
    [InlineData("5 0 29 2 *", null)]
    public void The_latest_instant_that_is_due_is_the_last_one_that_next_names(string cron, string? zone)
    {
        var calendar = JobCalendar.Of(JobSchedule.FromCron(cron, zone), "job");
        var random = new Random(4711);
        var start = At("2026-01-01T00:00Z");
        for (var i = 0; i < 3000; i++)
        {
            // Half of the moments near the changes of the clocks.
            var now = i % 2 == 0
                ? start + TimeSpan.FromSeconds(random.NextInt64(400L * 86400))
                : At(new[] { "2026-03-29T00:00Z", "2026-10-24T22:00Z", "2026-11-01T04:00Z", "2026-04-04T13:00Z", "2026-10-03T14:00Z" }[random.Next(5)]) + TimeSpan.FromSeconds(random.Next(4 * 3600));
            var after = now - TimeSpan.FromSeconds(random.Next(5 * 86400));
            var slots = Between(calendar, after, now);
            Assert.Equal(slots.Count == 0 ? null : slots[^1], calendar.LatestDue(after, now));
        }
    }

    [Fact]
    public void Intervals_are_multiples_since_the_epoch()
    {
        var calendar = JobCalendar.Of(JobSchedule.Every(TimeSpan.FromMinutes(7)), "job");
        var now = At("2026-01-01T00:00Z");
        var next = calendar.Next(now)!.Value;
        Assert.True(next > now);
        Assert.Equal(0, (next - DateTimeOffset.UnixEpoch).Ticks % TimeSpan.FromMinutes(7).Ticks);
        Assert.Equal(next + TimeSpan.FromMinutes(7), calendar.Next(next));
        Assert.Equal(next, calendar.LatestDue(now, next));
        Assert.Null(calendar.LatestDue(next, next + TimeSpan.FromMinutes(6)));
        Assert.Equal(next + TimeSpan.FromMinutes(70), calendar.LatestDue(now, next + TimeSpan.FromMinutes(76)));
    }

    [Theory]
    [InlineData("0 25 * * *", null, "0 25 * * *")]
    [InlineData("", null, "five fields")]
    [InlineData("0 3 * *", null, "six with seconds first")]
    [InlineData("0 3 * * *", "Mitteleuropa", "IANA name")]
    public void A_schedule_that_does_not_parse_says_what_to_write(string cron, string? zone, string expected)
    {
        var e = Assert.Throws<ArgumentException>(() => JobCalendar.Of(JobSchedule.FromCron(cron, zone), "nightly"));
        Assert.Contains("'nightly'", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static List<DateTimeOffset> Between(JobCalendar calendar, DateTimeOffset after, DateTimeOffset through)
    {
        var slots = new List<DateTimeOffset>();
        for (var slot = calendar.Next(after); slot <= through; slot = calendar.Next(slot.Value))
            slots.Add(slot!.Value);
        return slots;
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
}
