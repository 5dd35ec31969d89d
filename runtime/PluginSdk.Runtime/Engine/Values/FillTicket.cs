namespace PluginSdk.Runtime.Engine;

/// <summary>The right to fill one key with a value that is loaded after the ticket was issued.</summary>
/// <param name="Stamp">Never the same twice.</param>
public readonly record struct FillTicket(long Stamp);
