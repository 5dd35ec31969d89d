namespace PluginSdk.Runtime.Engine;

/// <summary>Tells a waiter to try again.</summary>
/// <param name="Name">The lease; null for all, because notices may have been lost.</param>
/// <param name="After">When: at once if the lease is offered, or when an offer to another has lapsed.</param>
public readonly record struct LeaseNotice(string? Name, TimeSpan After);
