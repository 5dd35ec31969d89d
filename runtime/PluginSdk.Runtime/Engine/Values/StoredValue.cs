namespace PluginSdk.Runtime.Engine;

/// <summary>What the shared tier has for a key.</summary>
/// <param name="Found">Whether there is a value.</param>
/// <param name="Value">The value's bytes.</param>
/// <param name="Remaining">How long the value lives at least; null: it does not expire.</param>
/// <param name="Tags">The value's tags.</param>
/// <param name="Ticket">The ticket under which a value loaded later may take this one's place.</param>
public readonly record struct StoredValue(bool Found, ReadOnlyMemory<byte> Value, TimeSpan? Remaining, IReadOnlyList<string> Tags, FillTicket Ticket)
{
    /// <summary>No value.</summary>
    public static StoredValue None { get; } = new(false, default, null, [], default);
}
