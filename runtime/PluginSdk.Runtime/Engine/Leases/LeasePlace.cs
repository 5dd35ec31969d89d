namespace PluginSdk.Runtime.Engine;

/// <summary>A place in the queue of a lease.</summary>
/// <param name="Waiter">Who waits and is notified: a node.</param>
/// <param name="Ticket">The ticket of the first caller who waits there; 0 if it has none yet.</param>
/// <param name="NextTicket">The ticket of the caller who is first after a grant; 0 if nobody is.</param>
public readonly record struct LeasePlace(string Waiter, long Ticket = 0, long NextTicket = 0);
