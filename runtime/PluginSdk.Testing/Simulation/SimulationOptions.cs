using PluginSdk.Runtime;

namespace PluginSdk.Testing.Simulation;

/// <summary>What a simulated cluster is made of.</summary>
public sealed record SimulationOptions
{
    /// <summary>The defaults.</summary>
    public static SimulationOptions Default { get; } = new();

    /// <summary>How many nodes are members when the body starts.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary>Virtual time starts here.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Virtual time after which a run counts as endless.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The longest way of a message between a node and the engine; each takes a share of it that the seed chooses.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>After this a node gives up on an answer of the engine.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Changes what a node starts with.</summary>
    public Func<ClusterMemberOptions, ClusterMemberOptions>? ConfigureMember { get; init; }
}
