namespace PluginSdk.Runtime.Engine;

/// <summary>Asks for a lease.</summary>
/// <param name="Name">The lease's name, qualified by its plugin.</param>
/// <param name="Owner">One acquisition: unique for each, so that a holder is never mistaken for its successor.</param>
/// <param name="Duration">How long it lasts without renewal.</param>
/// <param name="Place">If not granted, takes or keeps a place in the queue; null: does not queue.</param>
public readonly record struct LeaseRequest(string Name, string Owner, TimeSpan Duration, LeasePlace? Place = null)
{
    /// <summary>The node that asks, for people.</summary>
    public string Node { get; init; } = "";

    /// <summary>Why it asks, for people.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>How much of a shared lease there is for all holders together. A plain lease has 1.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>How much of it this request wants.</summary>
    public int Units { get; init; } = 1;
}
