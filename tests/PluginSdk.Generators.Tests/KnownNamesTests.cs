using System.Reflection;

namespace PluginSdk.Generators.Tests;

public sealed class KnownNamesTests
{
    public static TheoryData<string> Names => [.. typeof(KnownNames)
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(constant => constant.IsLiteral)
        .Select(constant => (string)constant.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_known_name_is_a_public_type_of_the_contract(string name)
    {
        var type = typeof(ICluster).Assembly.GetType(name);
        Assert.NotNull(type);
        Assert.True(type.IsPublic);
    }
}
