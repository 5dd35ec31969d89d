using PluginSdk.Packaging;

namespace PluginSdk.EndToEnd.Tests.Sdk;

/// <summary>The flag is earned in a real build: by the compiler's own log, and by what was built.</summary>
public sealed class CompatibilityFlagTests(FeedFixture feed)
{
    /// <summary>Two declarations of one lock: a suspicion, which a reason can clear up.</summary>
    private const string TwoLocks =
        """
        namespace Acme.Reports;

        public sealed partial class Importer(ICluster cluster)
        {
            {0}
            [ClusterLock("import")]
            public partial IClusterLock First { get; }

            {0}
            [ClusterLock("import")]
            public partial IClusterLock Second { get; }
        }
        """;

    [Fact]
    public async Task A_suspicion_costs_the_flag_and_the_build_says_so()
    {
        var (build, report) = await BuildAsync("");

        Assert.False(report.Flag);
        Assert.Contains(report.Findings, finding => finding.Rule == "PSDK043");
        Assert.Contains("warning PSDK062", build, StringComparison.Ordinal);
        Assert.StartsWith("Importer.cs:", report.Findings.Single(finding => finding.Rule == "PSDK043").Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_justification_keeps_it_and_is_on_record()
    {
        var (build, report) = await BuildAsync("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK043", Justification = "One import at a time.")]""");

        Assert.True(report.Flag, report.ToJson());
        Assert.All(report.Suppressions, suppression => Assert.Equal(("PSDK043", "One import at a time."), (suppression.Rule, suppression.Justification)));
        Assert.DoesNotContain("PSDK062", build, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_justification_convinces_analyzers_validator_and_hosts()
    {
        var (_, report) = await BuildAsync(null, configure: workspace => workspace.Write("plugin/Gauge.cs",
            """
            namespace Acme.Reports;

            public sealed class Gauge
            {
                [System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK071", Justification = "A gauge of this node.")]
                private readonly Timer _timer = new(static _ => { });

                public bool Stop() => _timer.Change(-1, -1);
            }
            """));

        Assert.True(report.Flag, report.ToJson());
        Assert.Equal(["Acme.Reports.dll", "Gauge.cs:6"], report.Suppressions.Select(suppression => suppression.Location));
    }

    [Theory]
    [InlineData("""[System.Diagnostics.CodeAnalysis.SuppressMessage("PluginSdk", "PSDK043")]""", "", "without a justification")]
    [InlineData("#pragma warning disable PSDK043", "", "without a justification")]
    [InlineData("", "-p:NoWarn=PSDK043", "PSDK043 is switched off")]
    [InlineData("", "-p:RunAnalyzers=false", "did not run")]
    [InlineData("", "-p:ClusterCompatible=false", "ClusterCompatible=false")]
    public async Task Whatever_hides_a_suspicion_costs_it(string suppression, string argument, string reason)
    {
        var (_, report) = await BuildAsync(suppression, argument);

        Assert.False(report.Flag);
        Assert.Contains(report.Reasons, text => text.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_that_an_editorconfig_switches_off_costs_it()
    {
        var (_, report) = await BuildAsync("", configure: workspace => workspace.Write("plugin/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSDK043.severity = none\n"));

        Assert.False(report.Flag);
        Assert.Equal(["PSDK043"], report.DisabledRules);
    }

    [Fact]
    public async Task A_rule_that_an_editorconfig_makes_milder_costs_it_all_the_same()
    {
        var (_, report) = await BuildAsync("", configure: workspace => workspace.Write("plugin/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PSDK043.severity = suggestion\n"));

        Assert.False(report.Flag);
        Assert.Equal(FindingSeverity.Warning, Assert.Single(report.Findings, finding => finding.Rule == "PSDK043").Severity);
    }

    [Fact]
    public async Task What_is_built_from_another_project_is_looked_at_too_and_what_comes_from_a_package_is_not()
    {
        const string WithTimer = "public class Ticker { public System.Threading.Timer Start() => new(_ => { }); }";
        var (_, report) = await BuildAsync(null, configure: workspace =>
        {
            workspace.Write("library/Library.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
            workspace.Write("library/Ticker.cs", WithTimer);
        }, items: """<ItemGroup><ProjectReference Include="../library/Library.csproj" /><PackageReference Include="Cronos" Version="0.13.0" /></ItemGroup>""");

        Assert.False(report.Flag);
        var finding = Assert.Single(report.Findings, finding => finding.Severity != FindingSeverity.Note);
        Assert.Equal(("PSDK071", "Ticker.Start", "Library.dll"), (finding.Rule, finding.Member, finding.Location));
    }

    private async Task<(string Output, CompatibilityReport Report)> BuildAsync(string? suppression, string argument = "", Action<Workspace>? configure = null, string items = "")
    {
        using var workspace = feed.NewWorkspace();
        workspace.WritePlugin(feed, "plugin", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>", items);
        if (suppression is not null)
            workspace.Write("plugin/Importer.cs", TwoLocks.Replace("{0}", suppression, StringComparison.Ordinal));
        configure?.Invoke(workspace);
        string[] arguments = argument.Length == 0 ? ["build"] : ["build", argument];
        var build = (await workspace.DotNetAsync("plugin", arguments)).Succeeded();
        return (build.Output, PluginPackage.Open(workspace.PathOf($"plugin/{AuthorProject.Package}")).Document.Compatibility);
    }
}
