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
}
