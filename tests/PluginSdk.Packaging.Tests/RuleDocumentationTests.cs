using System.Reflection;
using PluginSdk.Tests;

namespace PluginSdk.Packaging.Tests;

public sealed class RuleDocumentationTests
{
    private static readonly string[] Rules =
        [.. typeof(PluginRules).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.Name != nameof(PluginRules.Prefix)).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> PackagingRules() => new(Rules.Where(IsPackaging));

    public static TheoryData<string> SharedRules() => new(Rules.Where(id => !IsPackaging(id)));

    [Theory]
    [MemberData(nameof(PackagingRules))]
    public void Every_refusal_has_a_page_that_says_what_to_do(string id)
    {
        var page = Path.Combine(SourceTree.Root, "runtime/PluginSdk/docs", $"{id}.md");

        Assert.True(File.Exists(page), page);
        var text = File.ReadAllText(page);
        Assert.StartsWith($"# {id}: ", text, StringComparison.Ordinal);
        Assert.Contains("what to do", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(SharedRules))]
    public void What_the_validator_finds_in_assemblies_the_analyzers_find_in_source_under_the_same_id(string id)
    {
        var releases = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "generators/PluginSdk.Generators"), "AnalyzerReleases.*.md").Select(File.ReadAllText);

        Assert.Contains(releases, text => text.Contains($"{Environment.NewLine}{id} | ", StringComparison.Ordinal));
    }

    /// <summary>What happens to packages has no place in source.</summary>
    private static bool IsPackaging(string id) => id.StartsWith("PSDK06", StringComparison.Ordinal);
}
