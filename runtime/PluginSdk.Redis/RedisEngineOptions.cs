namespace PluginSdk.Redis;

/// <summary>Where the Redis engine is and whose cluster it carries.</summary>
public sealed record RedisEngineOptions
{
    /// <summary>A StackExchange.Redis configuration string: <c>host:port</c>, options, Sentinel or Cluster endpoints.</summary>
    public required string Configuration { get; init; }

    /// <summary>The cluster's name: part of every key, so that clusters can share a server.</summary>
    public string ClusterName { get; init; } = "default";

    /// <summary>The node's clock, for monotonic spans.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long one answer of the server may take.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the log keeps an entry at least. A node that was away for longer starts again from nothing.</summary>
    public TimeSpan LogRetention { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>About how many entries the log keeps at most, whatever the retention.</summary>
    public int LogMaxEntries { get; init; } = 1_000_000;

    /// <summary>
    /// How long no lease is granted after the server came up empty, where no node knows the longest lease that was: 15
    /// seconds by default, the default lease. A node that knows how long leases were goes by that.
    /// </summary>
    public TimeSpan LeaseGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// True says that a server without this cluster's data carries a new cluster, so that the first lock is granted at once.
    /// By default that is found out: a server that has been up for longer than <see cref="LeaseGrace"/> and was never flushed
    /// cannot have lost a lease. In either case, a node that remembers leases from before the data was lost is believed.
    /// </summary>
    public bool AssumeNewCluster { get; init; }
}
