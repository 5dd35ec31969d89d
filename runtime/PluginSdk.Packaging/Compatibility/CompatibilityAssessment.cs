namespace PluginSdk.Packaging;

/// <summary>Weighs a project's claim to be cluster compatible against what the analyzers and the validator say.</summary>
public static class CompatibilityAssessment
{
    /// <summary>Confirms the claim, or says why not.</summary>
    /// <param name="descriptor">The descriptor with the claim.</param>
    /// <param name="log">What the analyzers said in the build.</param>
    /// <param name="validated">What the validator found in the built assemblies.</param>
    public static CompatibilityReport Assess(PluginDescriptor descriptor, AnalyzerLog log, ValidatorReport validated)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(validated);
        var open = log.Findings
            .Concat(validated.Findings.Where(finding => !IsReported(finding, descriptor, log)))
            .OrderBy(static finding => finding.Rule, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Location, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Member, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Message, StringComparer.Ordinal)
            .ToList();
        var suppressions = log.Suppressions
            .Concat(validated.Suppressions)
            .OrderBy(static suppression => suppression.Rule, StringComparer.Ordinal)
            .ThenBy(static suppression => suppression.Location, StringComparer.Ordinal)
            .ThenBy(static suppression => suppression.Member, StringComparer.Ordinal)
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
        if (!report.Flag)
            return report;
        var news = AssemblyValidator.Validate(package).Findings;
        var reasons = Reasons(news).ToList();
        return reasons.Count == 0 ? report : report with { Flag = false, Reasons = reasons, Findings = [.. report.Findings, .. news] };
    }

    /// <summary>The analyzers and the validator see the same fault twice; once is enough, and the analyzers know the line.</summary>
    private static bool IsReported(Finding finding, PluginDescriptor descriptor, AnalyzerLog log) =>
        finding.Location == $"{descriptor.Assembly}.dll" && log.Findings.Any(known => known.Rule == finding.Rule);

    private static IEnumerable<string> Reasons(PluginDescriptor descriptor, AnalyzerLog log, List<Finding> open)
    {
        if (!descriptor.ClusterCompatible)
            yield return "The project says ClusterCompatible=false. Remove that line to let the build check the plugin.";
        if (!log.AnalyzersRan)
            yield return "The analyzers of PluginSdk did not run in this build. Remove RunAnalyzers=false and what else keeps them from running.";
        foreach (var rule in log.DisabledRules)
            yield return $"The rule {rule} is switched off. Switch it on again, and justify single places with SuppressMessage.";
        foreach (var suppression in log.Suppressions.Where(static suppression => suppression.Severity == FindingSeverity.Error))
            yield return $"{suppression.Rule} is suppressed at {suppression.Location ?? "an unknown place"}, and it is an error: what is wrong on two nodes is not made right by a reason. Remove the suppression and what it hides, or set ClusterCompatible to false.";
        foreach (var suppression in log.Suppressions.Where(static suppression => suppression is { Justification: null, Severity: not FindingSeverity.Error }))
            yield return $"{suppression.Rule} is suppressed at {suppression.Location ?? "an unknown place"} without a justification. Use SuppressMessage with a Justification.";
        foreach (var reason in Reasons(open))
            yield return reason;
    }

    private static IEnumerable<string> Reasons(IEnumerable<Finding> findings) =>
        from finding in findings
        where finding.Severity != FindingSeverity.Note
        select $"{finding.Rule} at {finding.Location ?? finding.Member ?? "an unknown place"}: {finding.Message}";
}
