using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PluginSdk.Runtime;

/// <summary>How one node takes part in the cluster.</summary>
public sealed record ClusterMemberOptions
{
    /// <summary>The node's name, for people.</summary>
    public required string NodeName { get; init; }

    /// <summary>The node's clock: timers and monotonic spans. Never compared with another node's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where ids and jitter come from; a seeded one makes a run repeatable.</summary>
#pragma warning disable RS0030 // The default outside of simulations.
    public Random Random { get; init; } = Random.Shared;
#pragma warning restore RS0030

    /// <summary>Is told what happens.</summary>
    public ITimeline Timeline { get; init; } = NullTimeline.Instance;

    /// <summary>Where logs go.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>How long a node counts as alive without a sign of life.</summary>
    public TimeSpan MembershipTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How many events of other nodes wait for a plugin's handlers at most: 10,000 by default. What comes while as many wait is
    /// dropped, and the plugin is told, see <see cref="IClusterEvents.SubscribeGaps"/>.
    /// </summary>
    public int MaxQueuedEvents { get; init; } = 10_000;
}
