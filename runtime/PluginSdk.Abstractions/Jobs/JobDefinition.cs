namespace PluginSdk;

/// <summary>Everything that makes a job.</summary>
/// <param name="Name">The job's name, unique within the plugin.</param>
/// <param name="Scope">Where it runs.</param>
/// <param name="Schedule">When it runs.</param>
/// <param name="Run">Runs it with services from a scope of its own.</param>
public sealed record JobDefinition(string Name, JobScope Scope, JobSchedule Schedule, Func<IServiceProvider, JobRun, CancellationToken, Task> Run)
{
    /// <summary>What happens to an instant that no node could run in time.</summary>
    public Misfire Misfire { get; init; } = Misfire.Skip;

    /// <summary>What happens to a run whose node died.</summary>
    public JobRecovery Recovery { get; init; } = JobRecovery.NextSlot;
}
