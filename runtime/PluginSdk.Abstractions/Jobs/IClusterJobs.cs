namespace PluginSdk;

/// <summary>The plugin's scheduled jobs: the imperative twin of <see cref="PerClusterJobAttribute"/>.</summary>
public interface IClusterJobs
{
    /// <summary>The names of the plugin's jobs on this node, in ordinal order.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Schedules a job on this node until the returned registration is disposed or the plugin stops.</summary>
    /// <exception cref="InvalidOperationException">The plugin already has a job of this name.</exception>
    IAsyncDisposable Schedule(JobDefinition job);

    /// <summary>Runs a job now, on this node, beside its schedule; a per-cluster job waits for its turn if it runs anywhere.</summary>
    /// <returns>Ends with the run, and fails with what it threw.</returns>
    /// <exception cref="InvalidOperationException">
    /// The plugin has no job of this name; or the run lost its claim before it ended, and its completion does not count.
    /// </exception>
    Task TriggerAsync(string name, CancellationToken cancellationToken = default);
}
