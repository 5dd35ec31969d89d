namespace PluginSdk.Runtime.Engine;

/// <summary>The right to fill one key with a value that is loaded after the ticket was issued.</summary>
/// <param name="Stamp">Of the ticket or of the value in its place; never the same twice.</param>
/// <param name="Epoch">Of the cache; moved by removals that may concern any key.</param>
public readonly record struct FillTicket(long Stamp, long Epoch);
