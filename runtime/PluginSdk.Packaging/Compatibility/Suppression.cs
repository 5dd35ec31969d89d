namespace PluginSdk.Packaging;

/// <summary>A finding that the author suppressed in source.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Justification">The reason that the author gave; null if there is none, which costs the flag.</param>
/// <param name="Location">The file and line, as <c>Folder/File.cs:12</c>, or the assembly.</param>
/// <param name="Member">The member, as <c>Namespace.Type.Member</c>, where it is known.</param>
public sealed record Suppression(string Rule, string? Justification = null, string? Location = null, string? Member = null)
{
    /// <summary>How severe the finding is. One that is an error cannot be justified: it costs the flag in any case.</summary>
    public FindingSeverity Severity { get; init; } = FindingSeverity.Warning;
}
