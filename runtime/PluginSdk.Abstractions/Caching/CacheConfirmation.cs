namespace PluginSdk;

/// <summary>Who has applied an invalidation.</summary>
/// <param name="Missing">The nodes that were members and have not said so within the time that was given.</param>
public sealed record CacheConfirmation(IReadOnlyList<ClusterNode> Missing)
{
    /// <summary>Whether every member has: a read that starts now, on any of them, does not yield what was invalidated.</summary>
    public bool IsComplete => Missing.Count == 0;
}
