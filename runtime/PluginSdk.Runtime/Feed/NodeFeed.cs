using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

internal sealed class NodeFeed(ClusterMember member) : INodeFeed, IAsyncDisposable
{
    public ClusterMember Member => member;

    public long ConfirmedAt => 0;

    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(member);

    public IDisposable Subscribe(string topic, IFeedSubscriber subscriber) => throw new NotSupportedException();

    public LogAppend Prepare(string topic, ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

    public ValueTask<LogPosition> AppendAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WaitUntilAppliedAsync(LogPosition position, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
