using PluginSdk.Runtime.Engine;

namespace PluginSdk.Redis;

internal sealed class RedisLog(RedisConnection connection) : IClusterLog
{
    public RedisConnection Connection => connection;

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ILogReader OpenReader(LogPosition? after) => throw new NotSupportedException();
}
