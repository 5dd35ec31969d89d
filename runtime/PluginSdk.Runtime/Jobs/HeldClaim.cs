using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>
/// A claim that this node holds: renewed until the run ends, given up for lost by a monotonic deadline that starts with the
/// sending of the last confirmed renewal, so that it passes here before anyone else may take over.
/// </summary>
internal sealed class HeldClaim : IDisposable
{
    private readonly JobClaims _claims;
    private readonly EngineClock _clock;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;
    private readonly Action<string> _onLost;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _deadline;
    private readonly Task _renewal;
    private long _version;
    private int _isLost;

    /// <param name="claims">Where the claim stands.</param>
    /// <param name="clock">The engine's clock.</param>
    /// <param name="time">The node's clock.</param>
    /// <param name="lease">How long the claim lasts without renewal.</param>
    /// <param name="claim">The claim as written, with its fence.</param>
    /// <param name="version">The version it stands at.</param>
    /// <param name="sent">The node's timestamp from before the claim was sent.</param>
    /// <param name="onLost">Is told once, with the reason, before <see cref="Lost"/> is cancelled.</param>
    public HeldClaim(JobClaims claims, EngineClock clock, TimeProvider time, TimeSpan lease, JobClaim claim, long version, long sent, Action<string> onLost)
    {
        _claims = claims;
        _clock = clock;
        _time = time;
        _lease = lease;
        _onLost = onLost;
        _version = version;
        Claim = claim;
        Lost = _lost.Token;
        _deadline = time.CreateTimer(static s => ((HeldClaim)s!).DeadlinePassed(), this, Remaining(sent), Timeout.InfiniteTimeSpan);
        _renewal = RenewAsync();
    }

    public JobClaim Claim { get; }

    /// <summary>Cancelled when the claim is lost, or may be.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Stops renewing and writes what became of the run, again and again while the engine does not answer.</summary>
    /// <param name="final">What to write, made anew for each attempt.</param>
    /// <param name="giveUp">Once cancelled, goes on for one lease at most.</param>
    /// <returns>Whether it was accepted; null if the engine did not answer until the end.</returns>
    public async Task<bool?> CompleteAsync(Func<JobClaim> final, CancellationToken giveUp)
    {
        _ended.Cancel();
        await _renewal;
        await _deadline.DisposeAsync();
        long? patienceSince = null;
        while (true)
        {
            try
            {
                var result = await _claims.WriteAsync(_version, final(), CancellationToken.None);
                if (result.Succeeded)
                    return true;
                if (await FindOwnAsync())
                    continue;
                return false;
            }
            catch (EngineUnavailableException)
            {
                if (giveUp.IsCancellationRequested)
                {
                    patienceSince ??= _time.GetTimestamp();
                    if (_time.GetElapsedTime(patienceSince.Value) >= _lease)
                        return null;
                }
            }
            await Task.Delay(_lease / 10, _time, CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _lost.Dispose();
        _ended.Dispose();
    }

    private async Task RenewAsync()
    {
        var pause = _lease / 3;
        while (true)
        {
            try
            {
                await Task.Delay(pause, _time, _ended.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (Lost.IsCancellationRequested)
                return;
            pause = await TryRenewAsync() ? _lease / 3 : _lease / 10;
        }
    }

    private async ValueTask<bool> TryRenewAsync()
    {
        var sent = _time.GetTimestamp();
        try
        {
            var result = await _claims.WriteAsync(_version, Claim with { Until = _clock.Latest + _lease }, CancellationToken.None);
            if (result.Succeeded)
            {
                _version = result.Version;
                _deadline.Change(Remaining(sent), Timeout.InfiniteTimeSpan);
                return true;
            }
            if (!await FindOwnAsync())
                Lose("another claim has replaced it");
        }
        catch (Exception)
        {
            // No confirmation, whatever the reason: the deadline decides.
        }
        return false;
    }

    /// <summary>
    /// Finds the version of this claim after a write that was refused: an earlier write may have been done without an
    /// answer, or the engine may have come up empty, and then the claim is put back.
    /// </summary>
    private async ValueTask<bool> FindOwnAsync()
    {
        var (claim, version) = await _claims.ReadAsync(CancellationToken.None);
        var isOwn = claim is null or { State: JobClaimState.None }
            // Once lost, somebody else may have had it before the engine forgot.
            ? !Lost.IsCancellationRequested
            : claim.IsRunning && claim.ClaimId == Claim.ClaimId;
        // Never take over the version of a successor: it would let this run write over it.
        if (isOwn)
            _version = version;
        return isOwn;
    }

    private TimeSpan Remaining(long sent)
    {
        var remaining = _lease - _time.GetElapsedTime(sent);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private void DeadlinePassed() => Lose($"the engine confirmed no renewal for {_lease.TotalSeconds:0.#} s");

    private void Lose(string reason)
    {
        if (Interlocked.Exchange(ref _isLost, 1) != 0)
            return;
        _onLost(reason);
        try
        {
            _lost.Cancel();
        }
        catch (AggregateException)
        {
            // What the job registered on its token threw; the job itself sees the cancellation all the same.
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }
}
