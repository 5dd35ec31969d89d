namespace PluginSdk.Runtime;

internal sealed class Membership(ClusterMember member) : IClusterNodes, IAsyncDisposable
{
    public IReadOnlyList<ClusterNode> Current => [member.Node];

    public Task StartAsync(CancellationToken cancellationToken) => Task.FromResult(member);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
