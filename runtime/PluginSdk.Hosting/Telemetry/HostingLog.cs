using Microsoft.Extensions.Logging;

namespace PluginSdk.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1001, LogLevel.Information, "Node {Node} joined the cluster on {Engine}")]
    public static partial void NodeStarted(this ILogger logger, string node, string engine);

    [LoggerMessage(1002, LogLevel.Information, "Plugin {Plugin} {Version} started on node {Node}")]
    public static partial void PluginStarted(this ILogger logger, string plugin, string version, string node);

    [LoggerMessage(1003, LogLevel.Information, "Plugin {Plugin} stopped on node {Node}")]
    public static partial void PluginStopped(this ILogger logger, string plugin, string node);

    [LoggerMessage(1004, LogLevel.Error, "Plugin {Plugin} was refused on node {Node}: {Reason}")]
    public static partial void PluginRefused(this ILogger logger, Exception? exception, string plugin, string node, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Plugin {Plugin} runs although it is not cluster compatible: {Reasons}")]
    public static partial void PluginNotCompatible(this ILogger logger, string plugin, string reasons);

    [LoggerMessage(1006, LogLevel.Error, "Plugin {Plugin} did not come to rest within {Timeout}; the node goes on without waiting for it")]
    public static partial void PluginDidNotDrain(this ILogger logger, string plugin, TimeSpan timeout);

    [LoggerMessage(1007, LogLevel.Error, "Plugin {Plugin} failed while it stopped")]
    public static partial void PluginFailedToStop(this ILogger logger, Exception exception, string plugin);

    [LoggerMessage(1008, LogLevel.Warning, "The installed packages could not be read; the node tries again in {Delay}")]
    public static partial void PackagesUnavailable(this ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(1009, LogLevel.Warning, "The licence file {File} cannot be read: {Problem}")]
    public static partial void LicenseFileUnreadable(this ILogger logger, string file, string problem);

    [LoggerMessage(1010, LogLevel.Error, "The package {Package} was refused: {Reason}")]
    public static partial void PackageRefused(this ILogger logger, string package, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "A plugin that had not started in time failed to start or to stop")]
    public static partial void LateStartFailed(this ILogger logger, Exception exception);
}
