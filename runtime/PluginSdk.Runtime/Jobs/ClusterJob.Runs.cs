using System.Runtime.ExceptionServices;

namespace PluginSdk.Runtime;

internal sealed partial class ClusterJob
{
    // How often a run that was asked for by hand looks whether its turn has come.
    private static readonly TimeSpan s_turnPoll = TimeSpan.FromMilliseconds(100);

    public override async Task DrainAsync()
    {
        // A claim that is just being written still becomes a run.
        await _claiming.WaitAsync();
        _claiming.Release();
        if (Volatile.Read(ref _run) is { } run)
            await run.Ended;
    }

    public override async Task TriggerAsync(CancellationToken cancellationToken)
    {
        await CallerContext.Leave();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        while (true)
        {
            either.Token.ThrowIfCancellationRequested();
            if (!Clock.IsSet)
                await Clock.ReadAsync(either.Token);
            if (Volatile.Read(ref _run) is { } other)
            {
                await other.Ended.WaitAsync(either.Token);
            }
            else if (await TryRunByHandAsync(either.Token) is { } run)
            {
                if (await run.Ended.WaitAsync(cancellationToken) is { } failure)
                    ExceptionDispatchInfo.Throw(failure);
                return;
            }
            else
            {
                await Task.Delay(s_turnPoll, Time, either.Token);
            }
        }
    }

    private async ValueTask<Run?> TryRunByHandAsync(CancellationToken cancellationToken)
    {
        var (claim, version) = await _claims.ReadAsync(cancellationToken);
        if (claim is null)
        {
            await WriteFirstAsync();
            return null;
        }
        var now = Clock.Earliest;
        // The schedule comes first: a run beside it must not eat an instant that is due.
        if (claim.IsRunning || claim.IsSettling(now) || Calendar.LatestDue(claim.DecidedThrough, now) is not null)
        {
            Wake.Set();
            return null;
        }
        return await TryClaimAsync(claim, version, now, attempt: 1, byHand: true);
    }

    /// <summary>Claims an instant and starts its run.</summary>
    /// <returns>The run; null if another node was faster, or this one stops.</returns>
    private async ValueTask<Run?> TryClaimAsync(JobClaim previous, long version, DateTimeOffset slot, int attempt, bool byHand)
    {
        await _claiming.WaitAsync();
        try
        {
            if (Stopping.IsCancellationRequested || !IsIdle)
                return null;
            var sent = Time.GetTimestamp();
            var claim = new JobClaim
            {
                DecidedThrough = byHand ? previous.DecidedThrough : Later(previous.DecidedThrough, slot),
                Schedule = Calendar.Text,
                State = JobClaimState.Running,
                Slot = slot,
                ByHand = byHand,
                Attempt = attempt,
                ClaimId = NewClaimId(),
                NodeId = Plugin.Member.Node.Id,
                NodeName = Plugin.Member.Node.Name,
                Until = Clock.Latest + Patience,
            };
            _unanswered = (claim, sent);
            // Not to be cancelled: a claim that stands must become a run.
            var result = await _claims.WriteAsync(version, claim, CancellationToken.None);
            _unanswered = null;
            return result.Succeeded ? Start(claim with { Fence = result.Version }, result.Version, sent) : null;
        }
        finally
        {
            _claiming.Release();
        }
    }

    /// <summary>Starts the run of a claim whose answer got lost, if it stands and still has life.</summary>
    private async ValueTask<bool> AdoptAsync(JobClaim claim, long version)
    {
        await _claiming.WaitAsync();
        try
        {
            if (_unanswered is not { } unanswered || unanswered.Claim.ClaimId != claim.ClaimId)
                return false;
            _unanswered = null;
            if (Time.GetElapsedTime(unanswered.Sent) >= Patience || !IsIdle || Stopping.IsCancellationRequested)
                return false;
            Start(claim, version, unanswered.Sent);
            return true;
        }
        finally
        {
            _claiming.Release();
        }
    }

    private Run Start(JobClaim claim, long version, long sent)
    {
        Remember(claim);
        var run = new Run(Detached(() => new HeldClaim(_claims, Clock, Time, Patience, claim, version, sent, reason => TellLost(claim, reason))));
        Volatile.Write(ref _run, run);
        run.Ended = Detached(() => RunAsync(run));
        return run;
    }

    private async Task<Exception?> RunAsync(Run run)
    {
        await Task.Yield();
        var claim = run.Held.Claim;
        var failure = await RunClaimedAsync(run.Held);
        bool? accepted = null;
        try
        {
            accepted = await run.Held.CompleteAsync(() => Outcome(run.Held, failure), Plugin.Stopping);
        }
        catch (Exception e)
        {
            failure ??= e;
        }
        Tell(claim, failure, accepted);
        if (accepted == true)
            TellOverlaps(claim, Clock.Earliest);
        run.Held.Dispose();
        Volatile.Write(ref _run, null);
        Wake.Set();
        return failure ?? (accepted == true ? null : new InvalidOperationException(
            $"The run of job '{Name}' lost its claim before it ended: another node may have run the instant again. See its fencing token, {claim.Fence}."));
    }

    private async Task<Exception?> RunClaimedAsync(HeldClaim held)
    {
        var claim = held.Claim;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Plugin.Stopping, held.Lost);
        try
        {
            // An engine whose clock was set back has not reached the instant yet.
            for (var early = claim.Slot - Clock.Earliest; early > TimeSpan.Zero; early = claim.Slot - Clock.Earliest)
                await Task.Delay(early, Time, either.Token);
        }
        catch (OperationCanceledException e)
        {
            return e;
        }
        Record(TimelineKind.JobStarted, $"{Describe(claim)}");
        return await InvokeAsync(new JobRun(Name, claim.Slot, claim.Attempt, claim.Fence), either.Token);
    }

    /// <summary>What the record says after the run.</summary>
    private JobClaim Outcome(HeldClaim held, Exception? failure)
    {
        var claim = held.Claim;
        var now = Clock.Earliest;
        // Interrupted, not failed: the claim is left to run out at once, for the next node to take over.
        if (IsInterrupted(held, failure) && Definition.Recovery == JobRecovery.RunAgain)
            return claim with { Until = now };
        return claim with
        {
            State = failure is null ? JobClaimState.Completed : JobClaimState.Failed,
            Until = now,
            // Instants that came while it ran are decided: left out.
            DecidedThrough = Calendar.LatestDue(claim.DecidedThrough, now) ?? claim.DecidedThrough,
        };
    }

    private bool IsInterrupted(HeldClaim held, Exception? failure) =>
        failure is OperationCanceledException && (Plugin.Stopping.IsCancellationRequested || held.Lost.IsCancellationRequested);

    private void Tell(JobClaim claim, Exception? failure, bool? accepted)
    {
        if (accepted == false)
        {
            Record(TimelineKind.JobLost, $"{Describe(claim)}: its completion was rejected, a newer claim stands");
        }
        else if (accepted is null)
        {
            JobLog.CompletionUntold(Log, Plugin.Key, Name, Text(claim.Slot));
            Record(TimelineKind.JobLost, $"{Describe(claim)}: its end could not be told to the engine");
        }
        else if (failure is null)
        {
            Record(TimelineKind.JobCompleted, $"{Describe(claim)}");
        }
        else
        {
            Record(TimelineKind.JobFailed, $"{Describe(claim)}: {failure.Message}");
        }
        if (failure is not null && !(failure is OperationCanceledException && Plugin.Stopping.IsCancellationRequested))
            JobLog.RunFailed(Log, Plugin.Key, Name, Text(claim.Slot), failure);
    }

    private void TellLost(JobClaim claim, string reason)
    {
        Record(TimelineKind.JobLost, $"{Describe(claim)}: {reason}");
        JobLog.RunLost(Log, Plugin.Key, Name, Text(claim.Slot), reason);
    }

    private static string Describe(JobClaim claim) => claim.Attempt > 1
        ? $"slot {Text(claim.Slot)}, fence {claim.Fence}, owner {claim.NodeName}, attempt {claim.Attempt}"
        : $"slot {Text(claim.Slot)}, fence {claim.Fence}, owner {claim.NodeName}{(claim.ByHand ? ", by hand" : "")}";

    private string NewClaimId()
    {
        var bytes = new byte[8];
        Plugin.Member.Options.Random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>A run on this node, until its end is told.</summary>
    private sealed class Run(HeldClaim held)
    {
        public HeldClaim Held => held;

        /// <summary>What it threw, or null.</summary>
        public Task<Exception?> Ended { get; set; } = Task.FromResult<Exception?>(null);
    }
}
