namespace PluginSdk.Runtime;

/// <summary>Is told what happens on a node. Called on the node's own context; must not block and must not throw.</summary>
public interface ITimeline
{
    /// <summary>Whether anybody listens; when not, nobody composes entries.</summary>
    bool IsEnabled { get; }

    /// <summary>Takes an entry.</summary>
    void Record(TimelineEntry entry);
}
