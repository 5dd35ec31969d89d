using PluginSdk.Runtime.Engine;
using StackExchange.Redis;

namespace PluginSdk.Redis;

/// <summary>The log as a stream that a script numbers, with every entry also announced on a channel.</summary>
internal sealed class RedisLog(RedisConnection connection) : IClusterLog
{
    private readonly RedisLogAppend _append = new(connection);

    /// <summary>Verifies that the server can announce entries, before a script is half done that finds out that it cannot.</summary>
    /// <exception cref="NotSupportedException">It cannot.</exception>
    public async ValueTask VerifyAsync(CancellationToken cancellationToken)
    {
        try
        {
            // An empty announcement makes readers ask once more, which is harmless.
            await connection.ScriptAsync(LogScripts.Announce, _append.Keys, [(string)_append.Channel!], cancellationToken).ConfigureAwait(false);
        }
        catch (RedisServerException e)
        {
            throw new NotSupportedException($"Redis at {connection.Endpoints} refuses SPUBLISH in a script: {e.Message}. The engine needs Redis 7 or newer, or Valkey, and a user that may run scripts and use the channel {_append.Channel}.", e);
        }
    }

    public async ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken)
    {
        var place = await connection.ScriptAsync(LogScripts.Append, _append.Keys, _append.ArgumentsOf(append), cancellationToken).ConfigureAwait(false);
        return RedisLogAppend.ParsePosition((string)place!);
    }

    public async ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken)
    {
        var place = await connection.ScriptAsync(LogScripts.Tail, _append.Keys, [RedisLogAppend.NewStamp()], cancellationToken).ConfigureAwait(false);
        return RedisLogAppend.ParsePosition((string)place!);
    }

    public ILogReader OpenReader(LogPosition? after) => new RedisLogReader(connection, _append, after);
}
