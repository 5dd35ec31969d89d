using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

/// <summary>The log as a stream that a script numbers, with every entry also announced on a channel.</summary>
internal sealed class RedisLog(RedisConnection connection) : IClusterLog
{
    private readonly RedisLogAppend _append = new(connection);

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
