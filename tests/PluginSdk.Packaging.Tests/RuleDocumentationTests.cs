using System.Reflection;
using System.Runtime.CompilerServices;

namespace PluginSdk.Packaging.Tests;

public sealed class RuleDocumentationTests
{
    public static TheoryData<string> PackagingRules() => new(
        typeof(PluginRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != nameof(PluginRules.Prefix))
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(id => id.StartsWith("PSDK06", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(PackagingRules))]
    public void Every_refusal_has_a_page_that_says_what_to_do(string id)
    {
        var page = Path.Combine(Path.GetDirectoryName(Here())!, "../../runtime/PluginSdk/docs", $"{id}.md");

        Assert.True(File.Exists(page), page);
        var text = File.ReadAllText(page);
        Assert.StartsWith($"# {id}: ", text, StringComparison.Ordinal);
        Assert.Contains("what to do", text, StringComparison.OrdinalIgnoreCase);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
