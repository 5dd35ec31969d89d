namespace PluginSdk.Wire.Tests;

/// <summary>Local times under zones of our choosing; no other test runs meanwhile.</summary>
[Collection(nameof(TimeZoneTests))]
[CollectionDefinition(nameof(TimeZoneTests), DisableParallelization = true)]
public sealed class TimeZoneTests : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable("TZ");

    public void Dispose() => Use(_before);

    private static void Use(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Europe/Zurich")]
    public void Every_local_time_comes_back_to_the_tick(string zone)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The zone of a process cannot be chosen here.");
        Use(zone);
        Assert.Equal(zone, TimeZoneInfo.Local.Id);
        var hour = TimeSpan.TicksPerHour;
        foreach (var ticks in new[] { 0, 1, hour, 8 * hour, 9 * hour, 10 * hour, 630_822_816_000_000_000, 639_000_000_000_000_007, DateTime.MaxValue.Ticks - (9 * hour), DateTime.MaxValue.Ticks - 1, DateTime.MaxValue.Ticks })
        {
            var value = new DateTime(ticks, DateTimeKind.Local);
            var again = WireSerializer.Deserialize(WireCodecs.DateTime, WireSerializer.Serialize(WireCodecs.DateTime, value));
            Assert.Equal((DateTimeKind.Local, ticks), (again.Kind, again.Ticks));
        }
    }
}
