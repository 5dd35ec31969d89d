namespace PluginSdk.Runtime;

/// <summary>Nobody listens.</summary>
public sealed class NullTimeline : ITimeline
{
    private NullTimeline()
    {
    }

    /// <summary>The one instance.</summary>
    public static NullTimeline Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsEnabled => false;

    /// <inheritdoc/>
    public void Record(TimelineEntry entry)
    {
    }
}
