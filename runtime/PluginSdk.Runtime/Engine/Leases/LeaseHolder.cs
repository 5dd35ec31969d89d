namespace PluginSdk.Runtime.Engine;

/// <summary>Who holds a lease.</summary>
/// <param name="Owner">The acquisition that holds it.</param>
/// <param name="Node">The node, for people.</param>
/// <param name="Purpose">Why, for people.</param>
/// <param name="FencingToken">The grant's token; its floor is the engine's time of the grant in microseconds.</param>
/// <param name="HeldFor">How long it has been held.</param>
/// <param name="Remaining">How long it lasts without renewal.</param>
public sealed record LeaseHolder(string Owner, string Node, string Purpose, long FencingToken, TimeSpan HeldFor, TimeSpan Remaining);
