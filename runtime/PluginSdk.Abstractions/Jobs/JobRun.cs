namespace PluginSdk;

/// <summary>One run of a job.</summary>
/// <param name="Name">The job's name within its plugin.</param>
/// <param name="ScheduledFor">The instant this run stands for.</param>
/// <param name="Attempt">1, or more when a run of this instant died and was taken over.</param>
/// <param name="FencingToken">
/// Grows with each claim of this job; give it to the resource you write to. A per-node job has 0: nobody else runs it.
/// </param>
public sealed record JobRun(string Name, DateTimeOffset ScheduledFor, int Attempt, long FencingToken);
