using System.Runtime.ExceptionServices;

namespace PluginSdk.Runtime;

/// <summary>A job that every node runs for itself. It needs the engine for the time only, and carries on without it.</summary>
internal sealed class NodeJob(PluginRuntime plugin, JobDefinition definition, EngineClock clock) : ScheduledJob(plugin, definition, clock)
{
    private readonly Lock _gate = new();
    private Task<Exception?>? _run;
    private DateTimeOffset? _decidedThrough;

    public override bool IsIdle => Current is null;

    public override async Task DrainAsync()
    {
        if (Current is { } run)
            await run;
    }

    public override async Task TriggerAsync(CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        while (true)
        {
            Stopping.ThrowIfCancellationRequested();
            if (Current is { } other)
            {
                await other.WaitAsync(cancellationToken);
            }
            else
            {
                if (!Clock.IsSet)
                    await Clock.ReadAsync(cancellationToken);
                if (TryRun(Clock.Earliest) is { } run)
                {
                    if (await run.WaitAsync(cancellationToken) is { } failure)
                        ExceptionDispatchInfo.Throw(failure);
                    return;
                }
            }
        }
    }

    protected override ValueTask<DateTimeOffset?> StepAsync()
    {
        var now = Clock.Earliest;
        var decided = _decidedThrough ??= now;
        if (Calendar.LatestDue(decided, now) is { } slot)
        {
            _decidedThrough = slot;
            if (now - slot > Patience && Definition.Misfire == Misfire.Skip)
                Record(TimelineKind.JobSkipped, $"slot {Text(slot)}: this node could not run it in time");
            else if (TryRun(slot) is null && !Stopping.IsCancellationRequested)
                Record(TimelineKind.JobSkipped, $"slot {Text(slot)}: the run before it is still going");
        }
        return ValueTask.FromResult(Calendar.Next(now));
    }

    private Task<Exception?>? Current
    {
        get
        {
            lock (_gate)
                return _run;
        }
    }

    private Task<Exception?>? TryRun(DateTimeOffset slot)
    {
        lock (_gate)
        {
            // It begins with a yield, so it cannot end, and clear the field, before the field is set.
            return _run is null && !Stopping.IsCancellationRequested ? _run = Detached(() => RunAsync(slot)) : null;
        }
    }

    private async Task<Exception?> RunAsync(DateTimeOffset slot)
    {
        await Task.Yield();
        Record(TimelineKind.JobStarted, $"slot {Text(slot)}, on every node");
        var failure = await InvokeAsync(new JobRun(Name, slot, Attempt: 1, FencingToken: 0), Plugin.Stopping);
        if (failure is null)
        {
            Record(TimelineKind.JobCompleted, $"slot {Text(slot)}, on every node");
        }
        else
        {
            Record(TimelineKind.JobFailed, $"slot {Text(slot)}, on every node: {failure.Message}");
            if (failure is not OperationCanceledException || !Plugin.Stopping.IsCancellationRequested)
                JobLog.RunFailed(Log, Plugin.Key, Name, Text(slot), failure);
        }
        lock (_gate)
            _run = null;
        return failure;
    }
}
