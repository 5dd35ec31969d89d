using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

internal static partial class FeedLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Warning, Message = "Node {Node} cannot read the cluster's log and tries again until it can")]
    public static partial void ReadFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Node {Node} reads the cluster's log again, after {Sequence}")]
    public static partial void ReadsAgain(ILogger logger, string node, long sequence);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "The place of node {Node} is not in the cluster's log any more: the engine restarted empty or failed over, or the node was away for longer than the log's retention. It goes on after {Sequence} and drops what it derived from the log")]
    public static partial void Resync(ILogger logger, string node, long sequence);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "A subscriber of {Topic} failed on node {Node}")]
    public static partial void SubscriberFailed(ILogger logger, string topic, string node, Exception exception);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "Node {Node} cannot append to {Topic} and tries again until it can")]
    public static partial void AppendFailed(ILogger logger, string node, string topic, Exception exception);
}
