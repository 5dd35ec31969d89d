namespace PluginSdk.Runtime.Caching;

/// <summary>What is under way for one key. It exists only as long as something is, so that nothing has to be remembered of other keys.</summary>
internal sealed class KeyFlight
{
    /// <summary>Moved by each invalidation of the key.</summary>
    public long Version;

    /// <summary>How many operations are under way; guarded by the near cache's gate.</summary>
    public int Count { get; set; }
}
