using System.Text.Json;

namespace PluginSdk.Packaging;

/// <summary>Whether a plugin has earned the cluster-compatible flag, and everything that was weighed.</summary>
public sealed record CompatibilityReport
{
    /// <summary>True if the project claims it, the analyzers and the validator ran, and nothing speaks against it.</summary>
    public bool Flag { get; init; }

    /// <summary>Why the flag is false, a sentence each with what to do; empty if it is true.</summary>
    public IReadOnlyList<string> Reasons { get; init => field = value ?? []; } = [];

    /// <summary>What the analyzers found in source and the validator found in the built assemblies, suppressed findings left out.</summary>
    public IReadOnlyList<Finding> Findings { get; init => field = value ?? []; } = [];

    /// <summary>The findings that the author suppressed, with the justification given.</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init => field = value ?? []; } = [];

    /// <summary>The rules that the build switched off, by id.</summary>
    public IReadOnlyList<string> DisabledRules { get; init => field = value ?? []; } = [];

    /// <summary>The report as JSON for people and programs.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ReadableJson.Report);
}
