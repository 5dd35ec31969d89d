namespace PluginSdk.Packaging;

/// <summary>A cache that a plugin declares.</summary>
/// <param name="Name">The name within the plugin.</param>
/// <param name="Value">The full name of the value's type.</param>
/// <param name="Member">The member that declares it, as <c>Namespace.Type.Member</c>.</param>
/// <param name="Key">The full name of the key's type; null for a single value.</param>
public sealed record CacheDescriptor(string Name, string Value, string Member, string? Key = null);
