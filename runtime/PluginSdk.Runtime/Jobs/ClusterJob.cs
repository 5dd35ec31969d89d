namespace PluginSdk.Runtime;

/// <summary>
/// A job that runs once in the cluster for every instant. Each node reads the job's record when an instant has come on
/// the engine's clock; the one whose compare-and-set claims the instant runs it.
/// </summary>
internal sealed partial class ClusterJob : ScheduledJob
{
    private readonly JobClaims _claims;
    private readonly SemaphoreSlim _claiming = new(1, 1);
    private Run? _run;

    // A claim that was sent and not answered: it may stand in the record.
    private (JobClaim Claim, long Sent)? _unanswered;

    private readonly Lock _gate = new();

    // What this node saw decided; it survives an engine that comes up empty.
    private DateTimeOffset? _seenDecided;
    private bool _hasSeenRun;
    private DateTimeOffset? _toldSlot;
    private DateTimeOffset _toldSkipped;
    private bool _isScheduleChecked;

    public ClusterJob(PluginRuntime plugin, JobDefinition definition, EngineClock clock)
        : base(plugin, definition, clock) =>
        _claims = new JobClaims(plugin.Member.Engine.Records, clock, Time, plugin.Key, definition.Name);

    public override bool IsIdle => Volatile.Read(ref _run) is null;

    protected override async ValueTask<DateTimeOffset?> StepAsync()
    {
        while (true)
        {
            Stopping.ThrowIfCancellationRequested();
            var (claim, version) = await _claims.ReadAsync(Stopping);
            if (claim is null)
                await WriteFirstAsync();
            else if ((claim.IsRunning ? await WatchAsync(claim, version) : await DecideAsync(claim, version)) is { } lookAgain)
                return lookAgain == DateTimeOffset.MaxValue ? null : lookAgain;
        }
    }

    /// <summary>
    /// Remembers since when the cluster knows the job: earlier instants are not its concern. A node that knows better, because
    /// the engine has come up empty, leaves the others some time before the next claim: to put back the claim of a run under
    /// way, and to add what they saw decided.
    /// </summary>
    private async ValueTask WriteFirstAsync()
    {
        DateTimeOffset? seen;
        lock (_gate)
            seen = _seenDecided;
        await _claims.WriteAsync(0, new JobClaim
        {
            DecidedThrough = seen ?? Clock.Earliest,
            Schedule = Calendar.Text,
            Until = seen is null ? DateTimeOffset.UnixEpoch : Clock.Latest + Patience,
        }, Stopping);
    }

    /// <summary>A run is under way, here or elsewhere, or its node died.</summary>
    /// <returns>When to look again; null: at once.</returns>
    private async ValueTask<DateTimeOffset?> WatchAsync(JobClaim claim, long version)
    {
        Note(claim);
        var now = Clock.Earliest;
        if (Volatile.Read(ref _run) is { } own && own.Held.Claim.ClaimId == claim.ClaimId)
        {
            TellOverlaps(claim, now);
            return NextTurn(now);
        }
        if (claim.Until > now)
        {
            if (await AdoptAsync(claim, version))
                return null;
            var next = NextTurn(now);
            return next < claim.Until ? next : claim.Until;
        }
        if (!IsIdle)
            return NextTurn(now);
        if (Definition.Recovery == JobRecovery.RunAgain)
            await TryClaimAsync(claim, version, claim.Slot, claim.Attempt + 1, claim.ByHand);
        else if ((await _claims.WriteAsync(version, claim with { State = JobClaimState.Abandoned }, Stopping)).Succeeded)
            Record(TimelineKind.JobLost, $"slot {Text(claim.Slot)}, fence {claim.Fence}, owner {claim.NodeName}: its node gives no sign of life; the job goes on with its next slot");
        return null;
    }

    /// <summary>No run is under way: takes the instant that is due, if any.</summary>
    /// <returns>When to look again; null: at once.</returns>
    private async ValueTask<DateTimeOffset?> DecideAsync(JobClaim claim, long version)
    {
        Note(claim);
        var now = Clock.Earliest;
        if (DecidedBeyond(claim) is { } seen)
        {
            await _claims.WriteAsync(version, claim with { DecidedThrough = seen }, Stopping);
            return null;
        }
        if (IsForgetful(claim))
        {
            await _claims.WriteAsync(version, claim with { Until = Clock.Latest + Patience }, Stopping);
            return null;
        }
        if (claim.IsSettling(now))
            return claim.Until;
        if (!_isScheduleChecked && claim.Schedule != Calendar.Text)
        {
            // Instants that only the new schedule had, before it came, were never missed.
            await _claims.WriteAsync(version, claim with { DecidedThrough = Later(claim.DecidedThrough, now), Schedule = Calendar.Text }, Stopping);
            _isScheduleChecked = true;
            return null;
        }
        _isScheduleChecked = true;
        if (Calendar.LatestDue(claim.DecidedThrough, now) is not { } due || !IsIdle)
            return NextTurn(now);
        if (now - due > Patience && Definition.Misfire == Misfire.Skip)
        {
            if ((await _claims.WriteAsync(version, claim with { DecidedThrough = due }, Stopping)).Succeeded)
                Record(TimelineKind.JobSkipped, $"slot {Text(due)}: no node could run it in time");
            return null;
        }
        return await TryClaimAsync(claim, version, due, attempt: 1, byHand: false) is null ? null : NextTurn(now);
    }

    /// <summary>What the engine has forgotten and this node has not; null if nothing.</summary>
    private DateTimeOffset? DecidedBeyond(JobClaim claim)
    {
        lock (_gate)
            return Calendar.LatestDue(claim.DecidedThrough, _seenDecided ?? claim.DecidedThrough);
    }

    /// <summary>
    /// Whether a node that knew nothing has written the first record, and this one has seen a run before: then the others get
    /// their time after all.
    /// </summary>
    private bool IsForgetful(JobClaim claim)
    {
        lock (_gate)
            return _hasSeenRun && claim is { State: JobClaimState.None, Until: var until } && until == DateTimeOffset.UnixEpoch;
    }

    private void Remember(JobClaim claim)
    {
        lock (_gate)
        {
            _hasSeenRun |= claim.State != JobClaimState.None;
            _seenDecided = Later(_seenDecided ?? claim.DecidedThrough, claim.DecidedThrough);
        }
    }

    /// <summary>Takes in what the record says, and tells when another node has an instant.</summary>
    private void Note(JobClaim claim)
    {
        Remember(claim);
        // What ran before this node looked for the first time was not left to another.
        _toldSlot ??= claim.Slot;
        if (claim.Slot <= _toldSlot)
            return;
        _toldSlot = claim.Slot;
        if (claim.NodeId != Plugin.Member.Node.Id && !claim.ByHand)
            Record(TimelineKind.JobLeftToOther, $"slot {Text(claim.Slot)}, fence {claim.Fence}, owner {claim.NodeName}");
    }

    private void TellOverlaps(JobClaim claim, DateTimeOffset through)
    {
        DateTimeOffset overlapped;
        lock (_gate)
        {
            if (Calendar.LatestDue(Later(claim.Slot, _toldSkipped), through) is not { } due)
                return;
            overlapped = _toldSkipped = due;
        }
        Record(TimelineKind.JobSkipped, $"slot {Text(overlapped)}: the run of slot {Text(claim.Slot)} is still going, owner {claim.NodeName}");
    }

    /// <summary>
    /// When it is this node's turn to look at the next instant. The live nodes take turns at being first, and the others
    /// follow some ms behind: so the load is spread, and a node that is gone delays an instant by no more than that.
    /// </summary>
    private DateTimeOffset NextTurn(DateTimeOffset now)
    {
        if (Calendar.Next(now) is not { } slot)
            return DateTimeOffset.MaxValue;
        var own = Score(Plugin.Member.Node.Id, slot);
        var before = Plugin.Member.Nodes.Current.Count(node => Score(node.Id, slot) < own);
        return slot + TimeSpan.FromMilliseconds(10 * Math.Min(before, 5));
    }

    private ulong Score(string node, DateTimeOffset slot)
    {
        var hash = 14695981039346656037UL ^ (ulong)slot.UtcTicks;
        foreach (var letter in node)
            hash = (hash ^ letter) * 1099511628211UL;
        foreach (var letter in Name)
            hash = (hash ^ letter) * 1099511628211UL;
        // Of neighbouring slots the hashes differ in few bits; these are spread (the finalizer of MurmurHash3).
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
