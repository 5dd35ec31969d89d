using Microsoft.Extensions.DependencyInjection;
using PluginSdk.Runtime.Engine;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Jobs;

/// <summary>One plugin with jobs on the nodes of a simulated cluster, and a book of what ran.</summary>
internal sealed class JobLab(SimulatedCluster cluster)
{
    public const string Plugin = "acme.lab";

    private readonly List<RunSeen> _runs = [];
    private readonly Dictionary<string, PluginRuntime> _plugins = [];

    public IReadOnlyList<RunSeen> Runs => _runs;

    public PluginRuntime this[SimulatedNode node] => _plugins[node.Name];

    /// <summary>A job whose runs are booked; the body says what one does.</summary>
    public Func<SimulatedNode, JobDefinition> Job(string name, JobSchedule schedule, Func<SimulatedNode, JobRun, CancellationToken, Task>? body = null, JobScope scope = JobScope.Cluster) =>
        node => new JobDefinition(name, scope, schedule, async (_, run, cancellationToken) =>
        {
            var seen = new RunSeen(node.Name, run, cluster.Elapsed);
            _runs.Add(seen);
            using var registration = cancellationToken.Register(() => seen.CancelledAt = cluster.Elapsed);
            try
            {
                await (body?.Invoke(node, run, cancellationToken) ?? Task.CompletedTask);
            }
            finally
            {
                seen.EndedAt = cluster.Elapsed;
            }
        });

    public async Task StartAsync(params Func<SimulatedNode, JobDefinition>[] jobs)
    {
        foreach (var node in cluster.Nodes)
            await StartOnAsync(node, jobs);
    }

    public async Task StartOnAsync(SimulatedNode node, params Func<SimulatedNode, JobDefinition>[] jobs)
    {
        var plugin = node.Member.CreatePlugin(Plugin);
        _plugins[node.Name] = plugin;
        var services = new ServiceCollection().AddScoped<ScopedThing>().BuildServiceProvider();
        await node.RunAsync(() => plugin.StartAsync(new Manifest([.. jobs.Select(job => job(node))]), services, CancellationToken.None));
    }

    public Task StopOnAsync(SimulatedNode node) => node.RunAsync(this[node].StopAsync);

    public Task TriggerAsync(SimulatedNode node, string job) => node.RunAsync(() => this[node].Cluster.Jobs.TriggerAsync(job));

    public IReadOnlyList<TimelineEntry> Told(TimelineKind kind, SimulatedNode? on = null) =>
        [.. cluster.Timeline.Of(kind).Where(entry => on is null || entry.Node == on.Name)];

    public async Task<JobClaim> ReadClaimAsync(string job)
    {
        var record = await cluster.Engine.Records.GetAsync($"jobs/{Plugin}", job, CancellationToken.None);
        return JobClaim.Decode(record!.Value.Span, record.Version);
    }

    /// <summary>What an engine that came up empty has.</summary>
    public async Task ForgetAsync(string job)
    {
        CompareAndSetResult result = default;
        while (!result.Succeeded)
            result = await cluster.Engine.Records.CompareAndSetAsync($"jobs/{Plugin}", job, result.Version, null, null, CancellationToken.None);
    }

    public static string Slot(DateTimeOffset slot) => $"slot {slot.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";

    private sealed class Manifest(JobDefinition[] jobs) : IPluginManifest
    {
        public string Key => Plugin;

        public string DescriptorJson => "{}";

        public void ConfigureServices(IServiceCollection services)
        {
        }

        public void Register(IPluginRegistry registry)
        {
            foreach (var job in jobs)
                registry.AddJob(job);
        }
    }
}

/// <summary>One run of a job's code, in the simulation's time.</summary>
internal sealed record RunSeen(string Node, JobRun Run, TimeSpan StartedAt)
{
    public DateTimeOffset Slot => Run.ScheduledFor;

    public TimeSpan? CancelledAt { get; set; }

    public TimeSpan? EndedAt { get; set; }
}

internal sealed class ScopedThing : IDisposable
{
    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
