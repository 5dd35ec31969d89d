namespace PluginSdk.Packaging;

/// <summary>A lock that a plugin declares.</summary>
/// <param name="Name">The name or name template within the plugin, such as <c>rebuild/{tenant}</c>.</param>
/// <param name="Member">The member that declares it, as <c>Namespace.Type.Member</c>.</param>
public sealed record LockDescriptor(string Name, string Member);
