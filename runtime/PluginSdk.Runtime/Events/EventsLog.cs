using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime;

internal static partial class EventsLog
{
    [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "A handler of {Event} of plugin {Plugin} failed on node {Node}; the event came from {Origin}")]
    public static partial void HandlerFailed(ILogger logger, string @event, string plugin, string node, string origin, Exception exception);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Information, Message = "A handler of {Event} of plugin {Plugin} on node {Node} ended early, because the plugin stops")]
    public static partial void HandlerCancelled(ILogger logger, string @event, string plugin, string node);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "An entry of {Topic} cannot be read by plugin {Plugin} on node {Node}")]
    public static partial void Unreadable(ILogger logger, string topic, string plugin, string node, Exception exception);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "Plugin {Plugin} on node {Node} may have missed events: {Why}")]
    public static partial void MayHaveMissed(ILogger logger, string plugin, string node, string why);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Error, Message = "A handler of gaps in the events of plugin {Plugin} failed on node {Node}")]
    public static partial void GapHandlerFailed(ILogger logger, string plugin, string node, Exception exception);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Error, Message = "{Event} of plugin {Plugin} was not sent from node {Node} although its transaction committed")]
    public static partial void CommittedButNotSent(ILogger logger, string @event, string plugin, string node, Exception exception);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "{Event} of plugin {Plugin} was dropped on node {Node}: the outcome of its transaction is in doubt")]
    public static partial void InDoubt(ILogger logger, string @event, string plugin, string node);
}
