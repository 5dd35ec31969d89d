using PluginSdk.Runtime;

namespace PluginSdk.Testing.Simulation;

/// <summary>A node of a simulated cluster, and what can go wrong with it.</summary>
public sealed class SimulatedNode
{
    private readonly PumpContext _party;
    private readonly PartyTime _time;
    private readonly SimulatedLink _link;

    internal SimulatedNode(PumpContext party, PartyTime time, SimulatedLink link, ClusterMember member)
    {
        _party = party;
        _time = time;
        _link = link;
        Member = member;
    }

    /// <summary>The node's name: <c>node-1</c> and so on.</summary>
    public string Name => _party.Name;

    /// <summary>The node.</summary>
    public ClusterMember Member { get; }

    /// <summary>The node's clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>By how much the node's wall clock is ahead of the others'.</summary>
    public TimeSpan ClockSkew
    {
        get => _time.Skew;
        set => _time.Skew = value;
    }

    /// <summary>Whether the node was killed.</summary>
    public bool IsDead => _party.IsDead;

    /// <summary>Runs code on the node, as a request to it would.</summary>
    public Task RunAsync(Func<Task> body) => _party.RunAsync(body).OnContext();

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public Task<T> RunAsync<T>(Func<Task<T>> body) => _party.RunAsync(body).OnContext();

    /// <summary>Stops the node's process in its tracks (SIGSTOP), while the world and its clock go on.</summary>
    public void Pause() => _party.Pump.SetPaused(_party, true);

    /// <summary>Lets a paused process go on (SIGCONT): what came meanwhile is waiting.</summary>
    public void Resume() => _party.Pump.SetPaused(_party, false);

    /// <summary>Ends the node's process at once (SIGKILL): no code of it runs any more. What it had sent still arrives.</summary>
    public void Kill() => _party.Pump.Kill(_party);

    /// <summary>Cuts the node from the engine: requests and answers on their way are lost too.</summary>
    public void Cut() => _link.Cut();

    /// <summary>Connects the node to the engine again.</summary>
    public void Heal() => _link.Heal();
}
