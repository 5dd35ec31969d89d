using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>What is read of a SARIF 2.1 log as the C# compiler writes it.</summary>
internal sealed record SarifLog(string? Version, IReadOnlyList<SarifRun>? Runs);

internal sealed record SarifRun(IReadOnlyList<SarifResult>? Results, SarifTool? Tool, IReadOnlyList<SarifInvocation>? Invocations);

/// <summary>The compiler lists here the rules whose severity the build sets, in an .editorconfig or with WarnAsError.</summary>
internal sealed record SarifInvocation(IReadOnlyList<SarifOverride>? RuleConfigurationOverrides);

internal sealed record SarifOverride(SarifReference? Descriptor, SarifConfiguration? Configuration);

internal sealed record SarifReference(string? Id);

internal sealed record SarifTool(SarifDriver? Driver);

internal sealed record SarifDriver(IReadOnlyList<SarifRule>? Rules);

internal sealed record SarifRule(string? Id, SarifConfiguration? DefaultConfiguration, SarifRuleProperties? Properties);

internal sealed record SarifConfiguration(string? Level, bool? Enabled);

/// <summary>The compiler says <c>external</c> for a rule that an .editorconfig, a rule set or NoWarn switched off, anywhere in the compilation.</summary>
internal sealed record SarifRuleProperties(IReadOnlyList<string>? SuppressionKinds);

internal sealed record SarifResult(
    string? RuleId,
    string? Level,
    SarifMessage? Message,
    IReadOnlyList<SarifSuppression>? Suppressions,
    IReadOnlyList<SarifLocation>? Locations);

internal sealed record SarifMessage(string? Text);

internal sealed record SarifSuppression(string? Justification);

internal sealed record SarifLocation(SarifPhysicalLocation? PhysicalLocation);

internal sealed record SarifPhysicalLocation(SarifArtifact? ArtifactLocation, SarifRegion? Region);

internal sealed record SarifArtifact(string? Uri);

internal sealed record SarifRegion(int StartLine);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class SarifJson : JsonSerializerContext;
