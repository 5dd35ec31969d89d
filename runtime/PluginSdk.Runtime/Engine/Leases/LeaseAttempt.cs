namespace PluginSdk.Runtime.Engine;

/// <summary>What became of an attempt to take a lease.</summary>
/// <param name="Granted">Whether the caller holds the lease now.</param>
/// <param name="FencingToken">The grant's token; 0 if not granted.</param>
/// <param name="RetryAfter">If not granted: the remaining life of what stands in the way, after which to ask again.</param>
public readonly record struct LeaseAttempt(bool Granted, long FencingToken, TimeSpan RetryAfter)
{
    /// <summary>If refused with a place in the queue: a ticket for callers that have none yet, later than all before it.</summary>
    public long Ticket { get; init; }

    /// <summary>If refused: the node that holds the lease, for people; null if it is only offered, or on hold.</summary>
    public string? HeldBy { get; init; }

    /// <summary>If refused: whether nothing is granted until <see cref="RetryAfter"/> has passed, because the engine came up empty.</summary>
    public bool OnHold { get; init; }
}
