namespace PluginSdk.Packaging;

/// <summary>Weighs a project's claim to be cluster compatible against what the analyzers and the validator say.</summary>
public static class CompatibilityAssessment
{
    /// <summary>Confirms the claim, or says why not.</summary>
    /// <param name="descriptor">The descriptor with the claim.</param>
    /// <param name="log">What the analyzers said in the build.</param>
    /// <param name="validated">What the validator found in the built assemblies.</param>
    /// <remarks>A finding of the validator is taken as justified if the author justified the same rule on the same member in source.</remarks>
    public static CompatibilityReport Assess(PluginDescriptor descriptor, AnalyzerLog log, IReadOnlyList<Finding> validated)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(validated);
        var open = log.Findings
            .Concat(validated.Where(finding => !IsJustified(finding, log.Suppressions) && !IsReported(finding, log.Findings)))
            .OrderBy(static finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Location, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Member, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Message, StringComparer.Ordinal)
            .ToList();
        var suppressions = log.Suppressions
            .OrderBy(static suppression => suppression.Rule, StringComparer.Ordinal)
            .ThenBy(static suppression => suppression.Location, StringComparer.Ordinal)
            .ToList();
        var reasons = Reasons(descriptor, log, open).ToList();
        return new CompatibilityReport
        {
            Flag = reasons.Count == 0,
            Reasons = reasons,
            Findings = open,
            Suppressions = suppressions,
            DisabledRules = log.DisabledRules,
        };
    }

    /// <summary>
    /// Validates a package's own assemblies again, as a host does before it stages a package: the flag that the package
    /// carries is its build's word, and this is the host's own look.
    /// </summary>
    /// <param name="package">The package.</param>
    /// <returns>The package's report; without the flag, and with the reasons, if the host finds more than the build did.</returns>
    public static CompatibilityReport Confirm(PluginPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var report = package.Document.Compatibility;
        var news = AssemblyValidator.Validate(package).Where(finding => !IsReported(finding, report.Findings)).ToList();
        return news.Count == 0 ? report : report with
        {
            Flag = report.Flag && news.TrueForAll(static finding => finding.Severity == FindingSeverity.Note),
            Reasons = [.. report.Reasons, .. Reasons(news)],
            Findings = [.. report.Findings, .. news],
        };
    }

    /// <summary>
    /// A justification in source covers what the validator finds under the same rule in the same type: the analyzers
    /// looked at every other place of that type and would have reported it.
    /// </summary>
    internal static bool IsJustified(Finding finding, IReadOnlyList<Suppression> suppressions) =>
        finding is { Member: { } member, Severity: not FindingSeverity.Error }
        && suppressions.Any(suppression => suppression is { Justification: not null, Member: { } place } && suppression.Rule == finding.Rule
            && (place == member || place == TypeOf(member) || (finding.Rule != PluginRules.HostedService && TypeOf(place) == TypeOf(member))));

    private static string TypeOf(string member)
    {
        var end = member.EndsWith("..ctor", StringComparison.Ordinal) || member.EndsWith("..cctor", StringComparison.Ordinal)
            ? member.LastIndexOf("..", StringComparison.Ordinal)
            : member.LastIndexOf('.');
        return end < 0 ? "" : member[..end];
    }

    /// <summary>The analyzers and the validator see the same fault twice; once is enough, and the analyzers know the line.</summary>
    private static bool IsReported(Finding finding, IReadOnlyList<Finding> findings) =>
        finding.Member is not null && findings.Any(known => known.Rule == finding.Rule && known.Member == finding.Member);

    private static IEnumerable<string> Reasons(PluginDescriptor descriptor, AnalyzerLog log, List<Finding> open)
    {
        if (!descriptor.ClusterCompatible)
            yield return "The project says ClusterCompatible=false. Remove that line to let the build check the plugin.";
        if (!log.AnalyzersRan)
            yield return "The analyzers of PluginSdk did not run in this build. Remove RunAnalyzers=false and what else keeps them from running.";
        foreach (var rule in log.DisabledRules)
            yield return $"The rule {rule} is switched off. Switch it on again, and justify single places with SuppressMessage.";
        foreach (var suppression in log.Suppressions.Where(static suppression => suppression.Justification is null))
            yield return $"{suppression.Rule} is suppressed at {suppression.Location ?? "an unknown place"} without a justification. Use SuppressMessage with a Justification.";
        foreach (var reason in Reasons(open))
            yield return reason;
    }

    private static IEnumerable<string> Reasons(IEnumerable<Finding> findings) =>
        from finding in findings
        where finding.Severity != FindingSeverity.Note
        select $"{finding.Rule} at {finding.Location ?? finding.Member ?? "an unknown place"}: {finding.Message}";
}
