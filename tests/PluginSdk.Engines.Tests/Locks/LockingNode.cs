using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Engines.Tests.Locks;

/// <summary>A node with the plugin <c>acme</c>, for its locks.</summary>
public sealed class LockingNode : IAsyncDisposable
{
    private readonly IClusterEngine? _owned;

    private LockingNode(IClusterEngine engine, string name, IClusterEngine? owned)
    {
        _owned = owned;
        Member = new ClusterMember(engine, new ClusterMemberOptions { NodeName = name });
        Plugin = Member.CreatePlugin("acme");
    }

    public ClusterMember Member { get; }

    public PluginRuntime Plugin { get; }

    public IClusterLocks Locks => Plugin.Cluster.Locks;

    public static async Task<LockingNode> StartAsync(EngineCluster cluster, string name) =>
        await new LockingNode(await cluster.ConnectAsync(), name, null).JoinAsync();

    /// <summary>A node that disposes the engine.</summary>
    public static async Task<LockingNode> StartAsync(IClusterEngine engine, string name) =>
        await new LockingNode(engine, name, engine).JoinAsync();

    public async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await Member.DisposeAsync();
        if (_owned is not null)
            await _owned.DisposeAsync();
    }

    private async Task<LockingNode> JoinAsync()
    {
        await Member.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }
}
