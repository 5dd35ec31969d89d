using PluginSdk.Generators.Manifest;

namespace PluginSdk.Generators.Tests.Manifest;

public sealed class PluginKeyTests
{
    public static TheoryData<string> Keys =>
    [
        "acme", "acme.reports", "acme-reports.v2", "a", "", "A", "acme.", ".acme", "acme..reports", "acme.-reports", "7acme", "acme reports",
        "acme_reports", "äcme", new string('a', 100), new string('a', 101),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Generator_and_packaging_have_one_rule(string key) => Assert.Equal(Packaging.PluginKey.IsValid(key), PluginKey.IsValid(key));

    [Theory]
    [InlineData("Acme.Reports", "acme.reports")]
    [InlineData("My App", "my-app")]
    [InlineData("App_One.Two", "app.one.two")]
    [InlineData("7zip", "app.7zip")]
    [InlineData("..", "app")]
    [InlineData("Ünï", "n")]
    public void An_application_gets_a_key_from_its_assembly(string assembly, string key)
    {
        Assert.Equal(key, PluginKey.Of(assembly));
        Assert.True(PluginKey.IsValid(PluginKey.Of(assembly)));
    }

    [Fact]
    public void A_long_name_gives_a_valid_key() => Assert.True(PluginKey.IsValid(PluginKey.Of(new string('x', 99) + ".yy")));
}
