using System.Text;

namespace PluginSdk.Packaging.Tests;

public sealed class CompatibilityAssessmentTests
{
    private static readonly PluginDescriptor Claim = PluginDescriptor.Parse(TestPackage.DescriptorJson, "test");

    [Fact]
    public void A_claim_that_nothing_speaks_against_is_confirmed()
    {
        var report = Assess(Sarif.Log(rules: Sarif.Rule("PSDK070")));

        Assert.True(report.Flag);
        Assert.Empty(report.Reasons);
    }

    [Fact]
    public void Without_the_claim_there_is_no_flag()
    {
        var report = CompatibilityAssessment.Assess(Claim with { ClusterCompatible = false }, Read(Sarif.Log(rules: Sarif.Rule("PSDK070"))), new ValidatorReport([], []));

        Assert.False(report.Flag);
        Assert.Contains("ClusterCompatible=false", Assert.Single(report.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{ "version": "1.0.0", "runs": [] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "results": [], "tool": { "driver": { "rules": [ { "id": "CA1822" } ] } } } ] }""")]
    public void Without_the_analyzers_there_is_no_flag(string sarif) =>
        Assert.Contains("did not run", Assert.Single(Assess(sarif).Reasons), StringComparison.Ordinal);

    [Theory]
    [InlineData("warning", "warning", false)]
    [InlineData("error", "error", false)]
    [InlineData("note", "note", true)]
    [InlineData("note", "warning", false)]
    [InlineData("note", "error", false)]
    public void A_finding_costs_the_flag_by_what_the_rule_is_not_by_what_the_build_made_of_it(string reported, string inherent, bool flag)
    {
        var report = Assess(Sarif.Log(Sarif.Result("PSDK071", reported), Sarif.Rule("PSDK071", inherent), Sarif.Override("PSDK071", reported)));

        Assert.Equal(flag, report.Flag);
        Assert.Equal("Reports.cs:12", Assert.Single(report.Findings).Location);
    }

    [Theory]
    [InlineData("PSDK070", "note")]
    [InlineData("PSDK071", "error")]
    public void An_analyzer_that_is_less_sure_than_its_rule_only_takes_note(string rule, string level) =>
        Assert.True(Assess(Sarif.Log(Sarif.Result("PSDK071", "note"), Sarif.Rule("PSDK071", "warning"), Sarif.Override(rule, level))).Flag);

    [Fact]
    public void Findings_of_other_analyzers_do_not_count() =>
        Assert.True(Assess(Sarif.Log(Sarif.Result("CA1822"), Sarif.Rule("PSDK071") + "," + Sarif.Rule("CA1822", suppressedBy: "external"))).Flag);

    [Fact]
    public void A_suppression_with_a_justification_keeps_the_flag_and_is_on_record()
    {
        var report = Assess(Sarif.Log(
            Sarif.Result("PSDK070", suppression: Sarif.Attribute("The names never change.")),
            Sarif.Rule("PSDK070", suppressedBy: "inSource")));

        Assert.True(report.Flag);
        Assert.Equal(new Suppression("PSDK070", "The names never change.", "Reports.cs:12"), Assert.Single(report.Suppressions));
        Assert.Empty(report.Findings);
    }

    [Theory]
    [InlineData("error", "")]
    [InlineData("warning", "error")]
    public void What_is_an_error_cannot_be_justified(string reported, string inherent)
    {
        var isSoftened = inherent.Length > 0;
        var report = Assess(Sarif.Log(
            Sarif.Result("PSDK041", reported, suppression: Sarif.Attribute("I want it.")),
            Sarif.Rule("PSDK041", isSoftened ? inherent : "error", suppressedBy: "inSource"),
            isSoftened ? Sarif.Override("PSDK041", reported) : ""));

        Assert.False(report.Flag);
        Assert.Contains("PSDK041 is suppressed at Reports.cs:12, and it is an error", Assert.Single(report.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<Pending>")]
    public void A_suppression_without_a_justification_costs_the_flag(string? justification)
    {
        var report = Assess(Sarif.Log(Sarif.Result("PSDK070", suppression: Sarif.Attribute(justification)), Sarif.Rule("PSDK070", suppressedBy: "inSource")));

        Assert.False(report.Flag);
        Assert.Contains("without a justification", Assert.Single(report.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pragma_cannot_justify_anything() =>
        Assert.False(Assess(Sarif.Log(Sarif.Result("PSDK070", suppression: Sarif.Pragma), Sarif.Rule("PSDK070", suppressedBy: "inSource"))).Flag);

    [Fact]
    public void A_rule_that_is_switched_off_costs_the_flag()
    {
        var report = Assess(Sarif.Log(rules: Sarif.Rule("PSDK070", suppressedBy: "external") + "," + Sarif.Rule("PSDK071")));

        Assert.False(report.Flag);
        Assert.Equal(["PSDK070"], report.DisabledRules);
    }

    [Fact]
    public void What_the_validator_finds_costs_the_flag()
    {
        var report = Assess(Sarif.Log(rules: Sarif.Rule("PSDK070")), new Finding("PSDK071", FindingSeverity.Warning, "a timer", "Acme.Vendor.C._timer", "Acme.Vendor.dll"));

        Assert.False(report.Flag);
        Assert.Single(report.Findings);
    }

    [Fact]
    public void What_the_author_justified_for_the_validator_keeps_the_flag_and_is_on_record()
    {
        var justified = new Suppression("PSDK071", "Only refreshes a gauge.", "Acme.Reports.dll", "Acme.Reports.C.Start");

        var report = CompatibilityAssessment.Assess(Claim, Read(Sarif.Log(rules: Sarif.Rule("PSDK071"))), new ValidatorReport([], [justified]));

        Assert.True(report.Flag);
        Assert.Equal(justified, Assert.Single(report.Suppressions));
    }

    [Fact]
    public void What_analyzer_and_validator_both_find_in_the_plugins_assembly_is_reported_once_with_its_line()
    {
        var log = Sarif.Log(Sarif.Result("PSDK071"), Sarif.Rule("PSDK071"));

        var report = Assess(log,
            new Finding("PSDK071", FindingSeverity.Warning, "a timer", "Acme.Reports.C.Start", "Acme.Reports.dll"),
            new Finding("PSDK071", FindingSeverity.Warning, "a timer", "Acme.Library.C.Start", "Acme.Library.dll"));

        Assert.Equal(["Acme.Library.dll", "Reports.cs:12"], report.Findings.Select(finding => finding.Location));
    }

    private static CompatibilityReport Assess(string sarif, params Finding[] validated) =>
        CompatibilityAssessment.Assess(Claim, Read(sarif), new ValidatorReport(validated, []));

    private static AnalyzerLog Read(string sarif) => AnalyzerLog.Read(Encoding.UTF8.GetBytes(sarif), Sarif.Root);
}
