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

    [LoggerMessage(1106, LogLevel.Error, "Cache {Cache} could not invalidate what the log may have lost; until it can, its loads do without the shared tier. It tries again.")]
    public static partial void ResynchronizingFailed(ILogger logger, string cache, Exception exception);

    [LoggerMessage(1107, LogLevel.Error, "Invalidations of cache {Cache} could not be sent; they are sent again.")]
    public static partial void SendingFailed(ILogger logger, string cache, Exception exception);

    [LoggerMessage(1108, LogLevel.Warning, "The loader of cache {Cache} failed for {Key}, which expires soon; the value stays until then, and the loader is tried again.")]
    public static partial void RefreshFailed(ILogger logger, string cache, object key, Exception exception);
}
