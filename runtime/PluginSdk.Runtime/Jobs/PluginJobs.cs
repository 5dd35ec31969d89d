namespace PluginSdk.Runtime;

/// <summary>The jobs of one plugin on this node.</summary>
internal sealed class PluginJobs(PluginRuntime plugin) : IClusterJobs
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ScheduledJob> _jobs = new(StringComparer.Ordinal);

    // Unscheduled, with a run still going.
    private readonly List<ScheduledJob> _retired = [];
    private readonly EngineClock _clock = new(plugin.Member.Engine.Records, plugin.Member.Options.TimeProvider);
    private bool _isStarted;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate)
                return [.. _jobs.Keys];
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _isStarted = true;
            foreach (var job in _jobs.Values)
                job.Start();
        }
        return Task.CompletedTask;
    }

    public IAsyncDisposable Schedule(JobDefinition job)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentException.ThrowIfNullOrWhiteSpace(job.Name, nameof(job));
        if (plugin.Stopping.IsCancellationRequested)
            throw new InvalidOperationException($"The job '{job.Name}' cannot be scheduled: the plugin '{plugin.Key}' has stopped.");
        ScheduledJob scheduled = job.Scope == JobScope.Node ? new NodeJob(plugin, job, _clock) : new ClusterJob(plugin, job, _clock);
        lock (_gate)
        {
            if (!_jobs.TryAdd(job.Name, scheduled))
            {
                scheduled.Dispose();
                throw new InvalidOperationException($"The plugin '{plugin.Key}' already has a job named '{job.Name}'; job names are unique within a plugin. Choose another name, or dispose the first registration.");
            }
            if (_isStarted)
                scheduled.Start();
        }
        return new Registration(this, scheduled);
    }

    public Task TriggerAsync(string name, CancellationToken cancellationToken = default)
    {
        ScheduledJob? job;
        lock (_gate)
        {
            if (!_jobs.TryGetValue(name, out job))
                throw new InvalidOperationException($"The plugin '{plugin.Key}' has no job named '{name}' on this node; it has: {(_jobs.Count == 0 ? "none" : string.Join(", ", _jobs.Keys))}.");
        }
        return job.TriggerAsync(cancellationToken);
    }

    public async Task StopAsync()
    {
        ScheduledJob[] jobs;
        lock (_gate)
        {
            jobs = [.. _jobs.Values, .. _retired];
            _jobs.Clear();
            _retired.Clear();
        }
        foreach (var job in jobs)
            await job.StopScheduleAsync();
        foreach (var job in jobs)
        {
            await job.DrainAsync();
            job.Dispose();
        }
        await _clock.StopAsync();
    }

    private async ValueTask UnscheduleAsync(ScheduledJob job)
    {
        lock (_gate)
        {
            if (!_jobs.TryGetValue(job.Name, out var current) || !ReferenceEquals(current, job))
                return;
            _jobs.Remove(job.Name);
            _retired.Add(job);
        }
        await job.StopScheduleAsync();
        lock (_gate)
        {
            // A job may unschedule itself from its own run: that one is waited for when the plugin stops.
            foreach (var idle in _retired.Where(retired => retired.IsIdle).ToArray())
            {
                _retired.Remove(idle);
                idle.Dispose();
            }
        }
    }

    private sealed class Registration(PluginJobs jobs, ScheduledJob job) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => jobs.UnscheduleAsync(job);
    }
}
