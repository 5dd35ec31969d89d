namespace PluginSdk;

/// <summary>Who holds a lock, as the engine saw it at one moment.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Purpose">What <see cref="LockSettings.Purpose"/> said; empty if nothing.</param>
/// <param name="FencingToken">The holder's token.</param>
/// <param name="HeldFor">How long it has been held.</param>
/// <param name="Remaining">How long it lasts if it is not renewed.</param>
public sealed record ClusterLockHolder(string Node, string Purpose, long FencingToken, TimeSpan HeldFor, TimeSpan Remaining);
