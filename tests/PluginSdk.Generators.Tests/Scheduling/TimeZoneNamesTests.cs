using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Tests.Scheduling;

public sealed class TimeZoneNamesTests
{
    [Theory]
    [InlineData("UTC", true)]
    [InlineData("Europe/Zurich", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Asia/Calcutta", true)]
    [InlineData("Europe/Atlantis", false)]
    [InlineData("europe/zurich", false)]
    [InlineData("Pacific Standard Time", false)]
    [InlineData("", false)]
    public void Knows_the_names_of_the_database(string name, bool known) => Assert.Equal(known, TimeZoneNames.Contains(name));

    [Fact]
    public void Every_name_is_a_zone_where_this_machine_has_the_database()
    {
        Assert.SkipUnless(Directory.Exists("/usr/share/zoneinfo"), "this machine has no time zone database");
        var machine = TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(machine);
        Assert.All(machine.Where(id => !id.StartsWith("posix/", StringComparison.Ordinal) && !id.StartsWith("right/", StringComparison.Ordinal)), id => Assert.True(TimeZoneNames.Contains(id), id));
    }
}
