using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

internal static partial class LockLog
{
    [LoggerMessage(401, LogLevel.Error, "The lock {Lock} could not be released; it is free again when its lease has lapsed")]
    public static partial void ReleaseFailed(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(402, LogLevel.Error, "Waiting for the lock {Lock} failed")]
    public static partial void WaitingFailed(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(403, LogLevel.Warning, "The lock {Lock} (fencing token {FencingToken}) was lost while held: {Reason}")]
    public static partial void Lost(ILogger logger, string @lock, long fencingToken, string reason);

    [LoggerMessage(404, LogLevel.Error, "Renewing the lock {Lock} failed; it is tried again until the lease is lost")]
    public static partial void RenewalFailed(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(405, LogLevel.Error, "Code that listens for the loss of the lock {Lock} failed")]
    public static partial void ListenerFailed(ILogger logger, Exception exception, string @lock);

    [LoggerMessage(406, LogLevel.Warning, "The plugin {Plugin} stopped while it held the lock {Lock}; it is released")]
    public static partial void HeldAtStop(ILogger logger, string plugin, string @lock);

    [LoggerMessage(407, LogLevel.Error, "What keeps the locks of this node failed, and goes on")]
    public static partial void KeeperFailed(ILogger logger, Exception exception);

    [LoggerMessage(420, LogLevel.Warning, "The lock {Lock} on a quorum of servers was lost while held: {Reason}")]
    public static partial void QuorumLost(ILogger logger, string @lock, string reason);
}
