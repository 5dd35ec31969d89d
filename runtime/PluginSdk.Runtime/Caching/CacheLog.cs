using Microsoft.Extensions.Logging;

namespace PluginSdk.Runtime.Caching;

internal static partial class CacheLog
{
    [LoggerMessage(1101, LogLevel.Warning, "The shared value of {Key} in cache {Cache} cannot be read; it is dropped and loaded again.")]
    public static partial void Unreadable(ILogger logger, string cache, object key, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "The entry {Sequence} of the log about cache {Cache} cannot be read; all of its keys are invalidated here.")]
    public static partial void UnreadableEntry(ILogger logger, string cache, long sequence, Exception exception);

    [LoggerMessage(1103, LogLevel.Warning, "The loader of cache {Cache} failed for {Key}; a value that expired {Milliseconds} ms ago stands in.")]
    public static partial void StandsIn(ILogger logger, string cache, object key, long milliseconds, Exception exception);

    [LoggerMessage(1104, LogLevel.Error, "A write to cache {Cache} failed after its transaction had committed. Its keys are dropped on this node; if the engine did not answer, the others are told as soon as it does.")]
    public static partial void LateAfterCommit(ILogger logger, string cache, Exception exception);

    [LoggerMessage(1105, LogLevel.Error, "A listener of cache {Cache} failed.")]
    public static partial void ListenerFailed(ILogger logger, string cache, Exception exception);
}
