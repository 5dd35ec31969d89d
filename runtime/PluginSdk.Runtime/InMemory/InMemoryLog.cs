using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime.InMemory;

internal sealed class InMemoryLog(TimeProvider time, Random random) : IClusterLog
{
    public (TimeProvider, Random) Sources => (time, random);

    public ValueTask<LogPosition> AppendAsync(LogAppend append, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<LogPosition> GetTailAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ILogReader OpenReader(LogPosition? after) => throw new NotSupportedException();
}
