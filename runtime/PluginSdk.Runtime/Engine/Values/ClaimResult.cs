namespace PluginSdk.Runtime.Engine;

/// <summary>What a claim got: the value, or a ticket.</summary>
/// <param name="Stored">The value, if there is one.</param>
/// <param name="Ticket">Without a value: the ticket.</param>
/// <param name="IsNew">Whether the ticket was issued by this claim; if not, another claim has it and is probably loading.</param>
/// <param name="TicketLife">How long the ticket still lives.</param>
public readonly record struct ClaimResult(StoredValue Stored, FillTicket Ticket, bool IsNew, TimeSpan TicketLife);
