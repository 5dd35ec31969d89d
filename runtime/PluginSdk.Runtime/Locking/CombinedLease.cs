namespace PluginSdk.Runtime;

/// <summary>Several locks that were taken together.</summary>
internal sealed class CombinedLease : ClusterLockLease
{
    private readonly IReadOnlyList<ClusterLockLease> _leases;
    private readonly CancellationTokenSource _lost;

    /// <param name="leases">In the order in which they were taken; at least one.</param>
    public CombinedLease(IReadOnlyList<ClusterLockLease> leases)
    {
        _leases = leases;
        _lost = CancellationTokenSource.CreateLinkedTokenSource([.. leases.Select(lease => lease.Lost)]);
    }

    public override string Name => string.Join(", ", _leases.Select(lease => lease.Name));

    public override long FencingToken => _leases.Max(lease => lease.FencingToken);

    public override CancellationToken Lost => _lost.Token;

    public override TimeSpan Remaining => _leases.Min(lease => lease.Remaining);

    public override void ThrowIfLost()
    {
        foreach (var lease in _leases)
            lease.ThrowIfLost();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var lease in _leases.Reverse())
            await lease.DisposeAsync();
        // The token stays readable; only its links to the leases end.
        _lost.Dispose();
    }
}
