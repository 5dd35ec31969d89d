using System.Globalization;
using Microsoft.Extensions.Logging;
using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A job on this node: a loop that waits for instants on the engine's clock, and the runs that it started.</summary>
internal abstract class ScheduledJob(PluginRuntime plugin, JobDefinition definition, EngineClock clock) : IDisposable
{
    // The clocks drift while a job waits; after this long the remaining wait is reckoned anew.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(plugin.Stopping);
    private Task _loop = Task.CompletedTask;
    private string? _failure;
    private bool _isDisposed;

    public string Name => Definition.Name;

    protected PluginRuntime Plugin { get; } = plugin;

    protected JobDefinition Definition { get; } = definition;

    protected EngineClock Clock { get; } = clock;

    protected JobCalendar Calendar { get; } = JobCalendar.Of(definition.Schedule, definition.Name);

    protected TimeProvider Time { get; } = plugin.Member.Options.TimeProvider;

    protected WakeSignal Wake { get; } = new(plugin.Member.Options.TimeProvider);

    /// <summary>No more instants are taken.</summary>
    protected CancellationToken Stopping => _isDisposed ? new CancellationToken(canceled: true) : _stopping.Token;

    protected ILogger Log { get; } = plugin.Member.Options.LoggerFactory.CreateLogger("PluginSdk.Jobs");

    /// <summary>
    /// How long a node counts as alive without a sign of life. As long lasts a claim that is not renewed, and as late may an
    /// instant be and still count as in time.
    /// </summary>
    protected TimeSpan Patience { get; } = plugin.Member.Options.MembershipTimeout;

    /// <summary>Whether no run of this job is under way on this node.</summary>
    public abstract bool IsIdle { get; }

    public void Start() => _loop = Detached(LoopAsync);

    /// <summary>Takes no more instants. Runs under way go on.</summary>
    public async Task StopScheduleAsync()
    {
        if (_isDisposed)
            return;
        _stopping.Cancel();
        await _loop;
    }

    public void Dispose()
    {
        _isDisposed = true;
        _stopping.Dispose();
    }

    /// <summary>Waits until no run of this job is under way on this node.</summary>
    public abstract Task DrainAsync();

    /// <summary>Runs the job beside its schedule, after the run that may be under way, and waits for its end.</summary>
    public abstract Task TriggerAsync(CancellationToken cancellationToken);

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again, on the engine's clock; null: when woken.</returns>
    protected abstract ValueTask<DateTimeOffset?> StepAsync();

    protected async Task WaitUntilAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        while (true)
        {
            var remaining = until is { } instant ? instant - Clock.Earliest : TimeSpan.MaxValue;
            if (remaining <= TimeSpan.Zero)
                return;
            Clock.KeepFresh();
            if (await Wake.WaitAsync(remaining < s_longestWait ? remaining : s_longestWait, cancellationToken))
                return;
        }
    }

    /// <summary>Runs the job's code in a scope of its own.</summary>
    /// <returns>What it threw, or null.</returns>
    protected async Task<Exception?> InvokeAsync(JobRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = Plugin.CreateScope();
            await Definition.Run(scope.ServiceProvider, run, cancellationToken);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>Starts what outlives its starter, and must not carry the starter's transaction or activity along.</summary>
    protected static T Detached<T>(Func<T> start)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return start();
        using (ExecutionContext.SuppressFlow())
            return start();
    }

    protected void Record(TimelineKind kind, FormattableString detail)
    {
        if (Plugin.Member.Options.Timeline.IsEnabled)
            Plugin.Record(kind, Name, detail.ToString(CultureInfo.InvariantCulture));
    }

    protected static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private async Task LoopAsync()
    {
        // The starter goes on at once, and the loop begins on its own.
        await CallerContext.Leave();
        await Task.Yield();
        while (!Stopping.IsCancellationRequested)
        {
            try
            {
                if (!Clock.IsSet)
                    await Clock.ReadAsync(Stopping);
                var until = await StepAsync();
                _failure = null;
                await WaitUntilAsync(until, Stopping);
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Tell(e);
                await PauseAsync();
            }
        }
    }

    /// <summary>Logs what goes wrong once, however often it is tried again.</summary>
    private void Tell(Exception failure)
    {
        var kind = failure is EngineUnavailableException ? nameof(EngineUnavailableException) : failure.Message;
        if (kind == _failure)
            return;
        _failure = kind;
        if (failure is EngineUnavailableException)
            JobLog.EngineSilent(Log, Plugin.Key, Name, failure);
        else
            JobLog.StepFailed(Log, Plugin.Key, Name, failure);
    }

    private async Task PauseAsync()
    {
        try
        {
            await Wake.WaitAsync(s_retryAfter, Stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
