using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime.Caching;

internal static partial class CacheLog
{
    [LoggerMessage(1101, LogLevel.Warning, "The shared tier's value of {Key} in cache {Cache} cannot be read; it is removed and loaded again.")]
    public static partial void Unreadable(ILogger logger, string cache, object key, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "The entry {Sequence} of the log about cache {Cache} cannot be read; all of its keys are invalidated here.")]
    public static partial void UnreadableEntry(ILogger logger, string cache, long sequence, Exception exception);
}
