using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Tests.Scheduling;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", "FromMilliseconds(500)")]
    [InlineData("10s", "FromSeconds(10)")]
    [InlineData("90s", "FromSeconds(90)")]
    [InlineData("120s", "FromMinutes(2)")]
    [InlineData("2h", "FromHours(2)")]
    [InlineData("24h", "FromDays(1)")]
    [InlineData("365d", "FromDays(365)")]
    public void Is_written_in_the_largest_unit(string text, string expression) =>
        Assert.Equal("global::System.TimeSpan." + expression, Duration.Parse(text)!.Expression);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("0s")]
    [InlineData("1.5h")]
    [InlineData("1h30m")]
    [InlineData(" 1s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("366d")]
    [InlineData("99999999999999999999s")]
    [InlineData("٣s")]
    public void Refuses_everything_else(string? text) => Assert.Null(Duration.Parse(text));

    [Fact]
    public void Zero_is_a_duration_where_it_has_a_meaning() =>
        Assert.Equal("global::System.TimeSpan.Zero", Duration.Parse("0s", allowZero: true)!.Expression);
}
