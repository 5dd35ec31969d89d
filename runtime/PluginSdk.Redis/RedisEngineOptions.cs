namespace PluginSdk.Redis;

/// <summary>Where the Redis engine is and whose cluster it carries.</summary>
public sealed record RedisEngineOptions
{
    /// <summary>A StackExchange.Redis configuration string: <c>host:port</c>, options, Sentinel or Cluster endpoints.</summary>
    public required string Configuration { get; init; }

    /// <summary>The cluster's name: part of every key, so that clusters can share a server.</summary>
    public string ClusterName { get; init; } = "default";

    /// <summary>
    /// Three or more servers, independent of each other and of <see cref="Configuration"/>, of which a majority carries the
    /// plugins' locks; none, by default: the engine itself does. Such locks are RedLock and promise less, see
    /// <see cref="IClusterLock"/>; jobs, which need fencing tokens, stay on the engine.
    /// </summary>
    public IReadOnlyList<string> QuorumServers { get; init; } = [];

    /// <summary>The node's clock, for monotonic spans.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long one answer of the server may take.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether locks are renewed on a second connection that two threads of its own serve, so that they are kept while the
    /// application blocks every thread of the pool: true by default. StackExchange.Redis decides that by a feature flag of
    /// the whole process, which is on while this connection is made; another one that is made in the same moment gets such
    /// threads too. False makes one connection, and renewals wait for the thread pool like everything else.
    /// </summary>
    public bool DedicatedThreads { get; init; } = true;

    /// <summary>How long the log keeps an entry at least. A node that was away for longer starts again from nothing.</summary>
    public TimeSpan LogRetention { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>About how many entries the log keeps at most, whatever the retention.</summary>
    public int LogMaxEntries { get; init; } = 1_000_000;

    /// <summary>
    /// How long a cautious cluster grants no lease on a server that came up empty, where no node knows the longest lease that
    /// was: 15 seconds by default, the default lease. A node that knows how long leases were goes by that.
    /// </summary>
    public TimeSpan LeaseGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether a server without any data of this cluster carries a new cluster, so that its first lock is granted at once.
    /// A node that remembers leases from before is believed in any case: it hears of the empty start and has the others wait.
    /// What this does not cover is a node that starts in the moment between a server's loss of its data and the return of
    /// the nodes that had leases. False covers that too, and lets the first lock of a new cluster wait for <see cref="LeaseGrace"/>
    /// unless the server has been up for longer than that and was never flushed.
    /// </summary>
    public bool EmptyServerIsNewCluster { get; init; } = true;
}
