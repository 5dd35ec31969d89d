namespace PluginSdk.Runtime.Caching;

/// <summary>A write of this node that has not come back through the feed yet.</summary>
/// <param name="concerns">What it invalidates, here and on all nodes.</param>
/// <param name="entry">What a put leaves in the near cache.</param>
internal sealed class PendingWrite<TKey, TValue>(Invalidation concerns, NearEntry<TKey, TValue>? entry)
{
    public Invalidation Concerns => concerns;

    public NearEntry<TKey, TValue>? Entry => entry;

    /// <summary>Applied from the engine's reply: the entry in the feed says nothing new.</summary>
    public bool IsSettled { get; set; }

    /// <summary>Applied from the feed, which was faster than the engine's reply.</summary>
    public bool IsSeen { get; set; }
}
