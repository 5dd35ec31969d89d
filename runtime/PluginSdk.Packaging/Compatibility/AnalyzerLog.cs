using System.Text.Json;

namespace PluginSdk.Packaging;

/// <summary>What the analyzers of PluginSdk said in a build, read from the compiler's error log.</summary>
public sealed record AnalyzerLog
{
    /// <summary>Whether the analyzers took part in the compilation at all.</summary>
    public bool AnalyzersRan { get; init; }

    /// <summary>What they found and nobody suppressed.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What they found and the author suppressed in source.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>The rules that were switched off for the project or a part of it.</summary>
    public IReadOnlyList<string> DisabledRules { get; init; } = [];

    /// <summary>Reads a SARIF 2.1 log as the C# compiler writes it for <c>ErrorLog</c>.</summary>
    /// <param name="sarif">The log, UTF-8.</param>
    /// <param name="root">The folder that locations are written relative to.</param>
    /// <returns>The log; one in which no analyzer ran if the text is not SARIF 2.1.</returns>
    public static AnalyzerLog Read(ReadOnlySpan<byte> sarif, string root)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            var log = JsonSerializer.Deserialize(sarif.StartsWith(mark) ? sarif[mark.Length..] : sarif, SarifJson.Default.SarifLog);
            return log is { Version: "2.1.0", Runs: { } runs } ? Compose(runs, root) : new AnalyzerLog();
        }
        catch (JsonException)
        {
            return new AnalyzerLog();
        }
    }

    private static AnalyzerLog Compose(IReadOnlyList<SarifRun> runs, string root)
    {
        var rules = runs.SelectMany(static run => run.Tool?.Driver?.Rules ?? []).Where(static rule => IsOurs(rule.Id)).ToList();
        var results = runs.SelectMany(static run => run.Results ?? []).Where(static result => IsOurs(result.RuleId)).ToList();
        var softened = Softened(runs, rules);
        return new AnalyzerLog
        {
            AnalyzersRan = rules.Count > 0,
            Findings = [.. results.Where(static result => !IsSuppressed(result)).Select(result => ToFinding(result, softened, root)).Distinct()],
            Suppressions = [.. results.Where(IsSuppressed).Select(result => ToSuppression(result, softened, root)).Distinct()],
            DisabledRules = [.. rules.Where(IsSwitchedOff).Select(static rule => rule.Id!).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    /// <summary>The rules that the build made milder, with the severity that they have of themselves.</summary>
    private static Dictionary<string, FindingSeverity> Softened(IReadOnlyList<SarifRun> runs, List<SarifRule> rules)
    {
        var overrides = runs.SelectMany(static run => run.Invocations ?? [])
            .SelectMany(static invocation => invocation.RuleConfigurationOverrides ?? [])
            .ToLookup(static change => change.Descriptor?.Id, static change => Severity(change.Configuration?.Level));
        return rules.DistinctBy(static rule => rule.Id)
            .Select(static rule => (Id: rule.Id!, Inherent: Severity(rule.DefaultConfiguration?.Level)))
            .Where(rule => overrides[rule.Id].Any(level => level < rule.Inherent))
            .ToDictionary(static rule => rule.Id, static rule => rule.Inherent);
    }

    private static bool IsOurs(string? rule) => rule is not null && rule.StartsWith(PluginRules.Prefix, StringComparison.Ordinal);

    private static bool IsSuppressed(SarifResult result) => result.Suppressions is { Count: > 0 };

    private static bool IsSwitchedOff(SarifRule rule) =>
        rule.DefaultConfiguration?.Enabled != false && rule.Properties?.SuppressionKinds?.Contains("external") == true;

    /// <summary>A rule that the build made milder than it is counts as what it is. An analyzer may be milder itself, where it is less sure.</summary>
    private static Finding ToFinding(SarifResult result, Dictionary<string, FindingSeverity> softened, string root)
        => new(result.RuleId!, Severity(result, softened), result.Message?.Text ?? "", Location: Location(result, root));

    private static Suppression ToSuppression(SarifResult result, Dictionary<string, FindingSeverity> softened, string root)
    {
        var justification = result.Suppressions!.Select(static suppression => suppression.Justification).FirstOrDefault(IsJustification);
        return new Suppression(result.RuleId!, justification, Location(result, root)) { Severity = Severity(result, softened) };
    }

    private static FindingSeverity Severity(SarifResult result, Dictionary<string, FindingSeverity> softened)
    {
        var reported = Severity(result.Level);
        return softened.TryGetValue(result.RuleId!, out var inherent) && inherent > reported ? inherent : reported;
    }

    /// <summary>What an editor puts into a fresh attribute is no reason.</summary>
    internal static bool IsJustification(string? text) => !string.IsNullOrWhiteSpace(text) && text != "<Pending>";

    private static FindingSeverity Severity(string? level) => level switch
    {
        "error" => FindingSeverity.Error,
        "note" or "none" => FindingSeverity.Note,
        _ => FindingSeverity.Warning,
    };

    private static string? Location(SarifResult result, string root)
    {
        if (result.Locations is not [{ PhysicalLocation: { ArtifactLocation.Uri: { } uri } place }, ..])
            return null;
        var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile
            ? Path.GetRelativePath(root, absolute.LocalPath)
            : Uri.UnescapeDataString(uri);
        return $"{path.Replace('\\', '/')}:{place.Region?.StartLine ?? 0}";
    }
}
