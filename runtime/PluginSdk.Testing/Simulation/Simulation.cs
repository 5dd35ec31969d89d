namespace PluginSdk.Testing.Simulation;

/// <summary>One run of one seed.</summary>
internal sealed class Simulation
{
    private readonly PumpContext _test;

    public Simulation(int seed, SimulationOptions options)
    {
        Seed = seed;
        Options = options;
        Pump = new Pump(SeedFor("pump"), options.Start) { Schedule = new Schedule() };
        _test = Pump.CreateParty("test");
        TestTime = TimeOf(_test);
    }

    public int Seed { get; }

    public SimulationOptions Options { get; }

    public Pump Pump { get; }

    public TimeProvider TestTime { get; }

    public PartyTime TimeOf(PumpContext party) => new(Pump.Clock, party);

    /// <summary>A seed for one purpose; the same in every process.</summary>
    public int SeedFor(string purpose)
    {
        var hash = unchecked((uint)Seed * 2654435761u);
        foreach (var letter in purpose)
            hash = unchecked((hash ^ letter) * 16777619u);
        return unchecked((int)hash);
    }

    public Schedule Run(Func<SimulatedCluster, Task> body)
    {
        Pump.Attach();
        var cluster = new SimulatedCluster(this);
        var task = _test.RunAsync(async () =>
        {
            await cluster.StartAsync(Options.Nodes);
            await body(cluster);
        });
        while (!task.IsCompleted)
        {
            if (Pump.RunNext() || Pump.Clock.AdvanceToNextTimer(Options.TimeLimit))
                continue;
            throw new SimulationException(
                $"Seed {Seed}: nothing can run at {Pump.Clock.Elapsed:c}, and no timer is due before {Options.TimeLimit:c}; the test waits for something that never comes.\nWhat happened:\n{cluster.Timeline}");
        }
        task.GetAwaiter().GetResult();
        return Pump.Schedule!;
    }
}
