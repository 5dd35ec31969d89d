using System.Runtime.InteropServices;
using System.Text;
using PluginSdk.Tests;

namespace PluginSdk.Benchmarks.Measuring;

/// <summary>RESULTS.md: one section an area, replaced as a whole.</summary>
internal static class ResultsFile
{
    public static void Record(BenchmarkReport report)
    {
        var path = Path.Combine(SourceTree.Root, "tests", "PluginSdk.Benchmarks", "RESULTS.md");
        var heading = $"## {report.Area}";
        var text = File.Exists(path) ? File.ReadAllText(path) : "# Results\n\nLess is better; trust the ratios. Times are nanoseconds, sizes bytes.\n";
        var sections = text.Split("\n## ", StringSplitOptions.None).ToList();
        sections.RemoveAll(section => section.StartsWith(report.Area + "\n", StringComparison.Ordinal));
        sections.Add(Section(report)[3..]);
        var ordered = sections.Take(1).Concat(sections.Skip(1).Order(StringComparer.Ordinal)).Select(section => section.Trim('\n'));
        File.WriteAllText(path, string.Join("\n\n## ", ordered) + "\n");
    }

    private static string Section(BenchmarkReport report)
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {report.Area}\n\n{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}\n\n");
        text.Append("| figure | ours | peer | ratio | goal | |\n|---|---|---|---|---|---|\n");
        foreach (var figure in report.Figures)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {figure.Name} | {BenchmarkReport.Number(figure.Ours)} | {BenchmarkReport.Number(figure.Peer)} | {figure.Ratio:0.00} | {(figure.Goal is { } goal ? $"{goal:0.00}" : "")} | {figure.Verdict} |\n");
        return text.ToString();
    }
}
