using System.Text.Json.Serialization;

namespace PluginSdk.Packaging;

/// <summary>How certain it is that a finding is a fault in a cluster.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; the flag does not depend on it.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>A suspicion: it costs the flag until it is mended or justified.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Provably wrong in a cluster: it costs the flag, and a justification does not help.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
