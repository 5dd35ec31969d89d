using PluginSdk.Runtime.Engine;

namespace PluginSdk.Runtime;

/// <summary>A lock that this node holds on a majority of servers.</summary>
internal sealed class QuorumLease : ClusterLockLease
{
    private readonly QuorumLock _lock;
    private readonly IQuorumGrant _grant;
    private readonly LockFlow _flow;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenRegistration _whenLost;
    private int _disposed;

    public QuorumLease(QuorumLock quorumLock, IQuorumGrant grant, LockFlow flow)
    {
        _lock = quorumLock;
        _grant = grant;
        _flow = flow;
        Lost = _lost.Token;
        _whenLost = grant.Lost.UnsafeRegister(static state => ((QuorumLease)state!).Lose("no majority of servers holds it any more"), this);
    }

    public override string Name => _lock.Name;

    public override bool IsFenced => false;

    public override long FencingToken => throw new NotSupportedException(QuorumLock.NoFence(Name));

    public override CancellationToken Lost { get; }

    /// <summary>Renewals are out of sight: what a lease has left that is about to be renewed, for as long as it is not lost.</summary>
    public override TimeSpan Remaining => _lost.IsCancellationRequested || Volatile.Read(ref _disposed) != 0 ? TimeSpan.Zero : _lock.Settings.Lease / 2;

    public override void ThrowIfLost()
    {
        if (_lost.IsCancellationRequested)
            throw new ClusterLockLostException(Name, null);
    }

    public void Lose(string reason)
    {
        if (_lost.IsCancellationRequested || Volatile.Read(ref _disposed) != 0)
            return;
        _flow.Leave();
        _lock.RecordLost(reason);
        try
        {
            _lost.Cancel();
        }
        catch (AggregateException e)
        {
            _lock.ReportListener(e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _flow.Leave();
        _whenLost.Unregister();
        await _lock.ReleaseAsync(this, _grant);
    }
}
