using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Tests.Verification;
using PluginSdk.Tests;

namespace PluginSdk.Generators.Tests.Diagnostics;

/// <summary>A rule is an id, a descriptor, a page, an entry in the release notes, a test that it fires and a test that it stays silent.</summary>
public sealed class RuleLifecycleTests
{
    private static readonly string s_docs = Path.Combine(SourceTree.Root, "runtime", "PluginSdk", "docs");

    private static readonly string s_tests = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(SourceTree.Root, "tests", "PluginSdk.Generators.Tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Select(File.ReadAllText));

    private static readonly string s_releases = File.ReadAllText(Path.Combine(SourceTree.Root, "generators", "PluginSdk.Generators", "AnalyzerReleases.Unshipped.md"));

    public static TheoryData<string> Ids => [.. Descriptors.Select(rule => rule.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => AnalyzerTest.Analyzers()
        .SelectMany(analyzer => analyzer.SupportedDiagnostics)
        .DistinctBy(rule => rule.Id)
        .OrderBy(rule => rule.Id, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_page_that_says_what_to_do(string id)
    {
        var rule = Descriptors.Single(candidate => candidate.Id == id);
        var page = File.ReadAllText(Path.Combine(s_docs, id + ".md"));

        Assert.StartsWith($"# {id}: {rule.Title}\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("## What to do", page, StringComparison.Ordinal);
        Assert.EndsWith($"/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Matches($@"(?m)^{id} \| {Regex.Escape(rule.Category)} \| {rule.DefaultSeverity} \| {Regex.Escape(rule.Title.ToString(null))}\r?$", s_releases);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_has_a_test_that_it_fires(string id) =>
        Assert.True(s_tests.Contains("{|" + id + ":", StringComparison.Ordinal) || s_tests.Contains($"\"{id}\", diagnostic.Id", StringComparison.Ordinal), id);

    [Fact]
    public void No_id_has_two_rules()
    {
        var twice = AnalyzerTest.Analyzers().SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct().GroupBy(rule => rule.Id).Where(same => same.Count() > 1);
        Assert.Empty(twice.Select(same => same.Key));
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        // Pages of PSDK06x belong to packaging, which has rules of its own.
        var pages = Directory.EnumerateFiles(s_docs, "PSDK*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Where(id => !id.StartsWith("PSDK06", StringComparison.Ordinal));
        Assert.Equal(Descriptors.Select(rule => rule.Id).Where(id => !id.StartsWith("PSDK06", StringComparison.Ordinal)), pages.Order(StringComparer.Ordinal));
    }
}
