using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>One node of a cluster: it reads the log, shows that it is alive and runs plugins.</summary>
public sealed class ClusterMember : IAsyncDisposable
{
    private readonly NodeFeed _feed;
    private readonly Membership _membership;

    /// <summary>Prepares a node on <paramref name="engine"/>, which the caller owns; <see cref="StartAsync"/> joins the cluster.</summary>
    public ClusterMember(IClusterEngine engine, ClusterMemberOptions options)
    {
        Engine = engine;
        Options = options;
        var idBytes = new byte[8];
        options.Random.NextBytes(idBytes);
        Node = new ClusterNode(Convert.ToHexStringLower(idBytes), options.NodeName);
        _feed = new NodeFeed(this);
        _membership = new Membership(this);
        Locks = new NodeLocks(this, engine.Leases);
        SharedLocks = new NodeLocks(this, engine.SharedLeases);
        Confirmations = new FeedConfirmations(this);
    }

    /// <summary>This node.</summary>
    public ClusterNode Node { get; }

    /// <summary>The nodes that are alive.</summary>
    public IClusterNodes Nodes => _membership;

    /// <summary>What the cluster stands on.</summary>
    public IClusterEngine Engine { get; }

    /// <summary>
    /// Whether the other nodes certainly still count this node as alive. False before it has joined, and when it could not
    /// renew its membership for the membership's timeout, measured by this node's monotonic clock.
    /// </summary>
    public bool IsMember => _membership.IsCertain;

    internal ClusterMemberOptions Options { get; }

    internal INodeFeed Feed => _feed;

    internal FeedConfirmations Confirmations { get; }

    internal NodeLocks Locks { get; }

    internal NodeLocks SharedLocks { get; }

    /// <summary>Joins the cluster.</summary>
    /// <exception cref="EngineUnavailableException">The engine cannot be reached.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        await Engine.ConnectAsync(cancellationToken);
        await _feed.StartAsync(cancellationToken);
        await _membership.StartAsync(cancellationToken);
        Record(TimelineKind.NodeJoined, null, null, Engine.Description);
    }

    /// <summary>Leaves the cluster in order. Plugins must have been stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await CallerContext.Leave();
        await Locks.DisposeAsync();
        await SharedLocks.DisposeAsync();
        Confirmations.Dispose();
        await _membership.DisposeAsync();
        await _feed.DisposeAsync();
        Record(TimelineKind.NodeLeft, null, null, null);
    }

    /// <summary>Prepares to run a plugin on this node.</summary>
    /// <param name="key">The plugin's key.</param>
    public PluginRuntime CreatePlugin(string key) => new(this, key);

    internal Task<ClusterNode[]> ListNodesAsync(CancellationToken cancellationToken) => _membership.ListAsync(cancellationToken);

    internal void Record(TimelineKind kind, string? plugin, string? subject, string? detail)
    {
        if (Options.Timeline.IsEnabled)
            Options.Timeline.Record(new TimelineEntry(Options.TimeProvider.GetUtcNow(), Node.Name, kind, plugin, subject, detail));
    }
}
