using System.Globalization;
using PluginSdk.Runtime.Caching;

namespace PluginSdk.Runtime.Tests.Caching.Near;

public sealed class KeyHashTests
{
    private const int Keys = 1 << 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(1 << 12)]
    [InlineData(1 << 20)]
    public void Numbers_in_steps_spread_over_a_table(int step)
    {
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyHash.Of(i * step)));
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyHash.Of((long)i * step << 20)));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("report:{0:000000}")]
    [InlineData("{0:x8}-0000-0000-0000-000000000000")]
    [InlineData("/a/rather/long/path/whose/parts/are/all/the/same/{0}/index.html")]
    public void Texts_that_differ_in_little_spread_over_a_table(string form) =>
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyHash.Of(string.Format(CultureInfo.InvariantCulture, form, i))));

    [Fact]
    public void Guids_spread_over_a_table() =>
        AssertSpread(Enumerable.Range(0, Keys).Select(i => KeyHash.Of(new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))));

    /// <summary>Dice would leave 1/e of as many slots empty as there are keys.</summary>
    private static void AssertSpread(IEnumerable<int> hashes) =>
        Assert.InRange(hashes.Select(hash => hash & (Keys - 1)).Distinct().Count(), Keys / 2, Keys);
}
