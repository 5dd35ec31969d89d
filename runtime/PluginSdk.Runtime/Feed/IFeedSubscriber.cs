using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>Lives from entries of the cluster's log. Called in log order, on the node's own context; must not block.</summary>
internal interface IFeedSubscriber
{
    /// <summary>An entry of the subscribed topic, also one that this node appended.</summary>
    void OnEntry(LogEntry entry);

    /// <summary>Entries may have been missed: drop what was derived from the log.</summary>
    void OnResync();
}
