using System.Text.RegularExpressions;

namespace PluginSdk.EndToEnd.Tests.Documentation;

public sealed partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void Every_link_leads_to_a_file_or_folder()
    {
        var targets = Links().Matches(s_readme).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), target));
    }

    [Fact]
    public void The_commands_it_names_are_there()
    {
        Assert.Contains("dotnet run --project runtime/PluginSdk.Tool -- demo", s_readme, StringComparison.Ordinal);
        Assert.Contains("bash tests/run.sh", s_readme, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", "run.sh")));
    }

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Links();
}
