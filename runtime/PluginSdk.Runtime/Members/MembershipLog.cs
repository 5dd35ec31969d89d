using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

internal static partial class MembershipLog
{
    [LoggerMessage(EventId = 1020, Level = LogLevel.Warning, Message = "Node {Node} cannot renew its membership and tries again until it can")]
    public static partial void RenewalFailed(ILogger logger, string node, Exception exception);

    [LoggerMessage(EventId = 1021, Level = LogLevel.Error, Message = "Node {Node} has not renewed its membership for {Timeout}: the others count it as gone")]
    public static partial void Lapsed(ILogger logger, string node, TimeSpan timeout);

    [LoggerMessage(EventId = 1022, Level = LogLevel.Information, Message = "Node {Node} is a member again")]
    public static partial void MemberAgain(ILogger logger, string node);

    [LoggerMessage(EventId = 1023, Level = LogLevel.Information, Message = "The cluster's nodes, as node {Node} sees them: {Nodes}")]
    public static partial void NodesChanged(ILogger logger, string node, IReadOnlyList<ClusterNode> nodes);

    [LoggerMessage(EventId = 1024, Level = LogLevel.Warning, Message = "Node {Node} could not say that it leaves; the others will notice when its membership lapses")]
    public static partial void LeavingFailed(ILogger logger, string node, Exception exception);
}
