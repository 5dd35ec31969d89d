using System.Runtime.CompilerServices;
using PluginSdk.Runtime;
using PluginSdk.Runtime.Engine;
using PluginSdk.Runtime.InMemory;

namespace PluginSdk.Testing.Simulation;

/// <summary>
/// A cluster of nodes on an in-memory engine, run on one thread with virtual time. Whose turn it is and how long messages
/// travel is the seed's choice, so that many seeds try many orders and one seed repeats its order exactly.
/// </summary>
public sealed class SimulatedCluster
{
    private readonly Simulation _simulation;
    private readonly List<SimulatedNode> _nodes = [];

    internal SimulatedCluster(Simulation simulation)
    {
        _simulation = simulation;
        Random = new Random(simulation.SeedFor("test"));
        var party = simulation.Pump.CreateParty("engine");
        EngineParty = party;
        Engine = new InMemoryEngine(simulation.TimeOf(party), new LockedRandom(simulation.SeedFor("engine")));
    }

    /// <summary>The seed of this run.</summary>
    public int Seed => _simulation.Seed;

    /// <summary>For choices of the test's own.</summary>
    public Random Random { get; }

    /// <summary>The engine itself, reached without a network.</summary>
    public IClusterEngine Engine { get; }

    /// <summary>The nodes, in the order of their joining.</summary>
    public IReadOnlyList<SimulatedNode> Nodes => _nodes;

    /// <summary>What happened on all nodes.</summary>
    public RecordedTimeline Timeline { get; } = new();

    /// <summary>The test's clock.</summary>
    public TimeProvider Time => _simulation.TestTime;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => _simulation.Pump.Clock.Elapsed;

    internal PumpContext EngineParty { get; }

    /// <summary>The node at <paramref name="index"/>, from 0.</summary>
    public SimulatedNode this[int index] => _nodes[index];

    /// <summary>Runs <paramref name="body"/> on a new cluster, on the calling thread.</summary>
    /// <returns>Everything that ran, in order.</returns>
    /// <exception cref="SimulationException">Nothing can run any more, the run is endless, or it could not be replayed.</exception>
    public static Schedule Run(int seed, Func<SimulatedCluster, Task> body, SimulationOptions? options = null) =>
        new Simulation(seed, options ?? SimulationOptions.Default).Run(body);

    /// <summary>
    /// Runs <paramref name="body"/> under several seeds, and names the first seed that fails. The environment variable
    /// <c>PLUGINSDK_SEED</c> makes it run that one seed alone, <c>PLUGINSDK_SEED_FACTOR</c> that many times as many.
    /// </summary>
    public static void RunSeeds(int count, Func<SimulatedCluster, Task> body, SimulationOptions? options = null)
    {
        var factor = int.TryParse(Environment.GetEnvironmentVariable("PLUGINSDK_SEED_FACTOR"), out var many) ? Math.Max(1, many) : 1;
        var (first, end) = int.TryParse(Environment.GetEnvironmentVariable("PLUGINSDK_SEED"), out var only) ? (only, only + 1) : (1, (count * factor) + 1);
        for (var seed = first; seed < end; seed++)
        {
            try
            {
                Run(seed, body, options);
            }
            catch (Exception e)
            {
                throw new SimulationException($"Seed {seed} fails (replay it with PLUGINSDK_SEED={seed}): {e.Message}", e);
            }
        }
    }

    /// <summary>Waits in virtual time.</summary>
    public Task DelayAsync(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>Waits in virtual time until <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not, within that time (default: a minute).</exception>
    public async Task WaitUntilAsync(Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        var deadline = Elapsed + (within ?? TimeSpan.FromMinutes(1));
        while (!condition())
        {
            if (Elapsed >= deadline)
                throw new TimeoutException($"Not within {within ?? TimeSpan.FromMinutes(1)} of virtual time: {what}\nWhat happened:\n{Timeline}");
            await DelayAsync(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>Lets another node join.</summary>
    public async Task<SimulatedNode> JoinAsync()
    {
        var node = CreateNode();
        await node.RunAsync(() => node.Member.StartAsync(CancellationToken.None));
        return node;
    }

    internal async Task StartAsync(int nodes)
    {
        for (var i = 0; i < nodes; i++)
            CreateNode();
        await Task.WhenAll(_nodes.Select(node => node.RunAsync(() => node.Member.StartAsync(CancellationToken.None))));
    }

    private SimulatedNode CreateNode()
    {
        var name = $"node-{_nodes.Count + 1}";
        var party = _simulation.Pump.CreateParty(name);
        var time = _simulation.TimeOf(party);
        var link = new SimulatedLink(
            new LinkSettings(_simulation.Options.Latency, _simulation.Options.CommandTimeout), new Random(_simulation.SeedFor("link " + name)), party, EngineParty, time);
        var options = new ClusterMemberOptions
        {
            NodeName = name,
            TimeProvider = time,
            Random = new LockedRandom(_simulation.SeedFor(name)),
            Timeline = Timeline,
        };
        var member = new ClusterMember(new LinkedEngine(Engine, link), _simulation.Options.ConfigureMember?.Invoke(options) ?? options);
        var node = new SimulatedNode(party, time, link, member);
        _nodes.Add(node);
        return node;
    }
}
